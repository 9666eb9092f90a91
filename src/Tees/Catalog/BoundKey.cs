// SPDX-License-Identifier: Apache-2.0

using Attestation.Bindings;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Catalog;

/// <summary>A key that was asked for, and a proven binding of it.</summary>
/// <param name="Subject">The key.</param>
/// <param name="Proven">The leaf.</param>
/// <param name="Binding">What it says.</param>
internal sealed record BoundKey(BindingSubject Subject, ProvenStatement Proven, SvidBinding Binding)
{
    /// <summary>A line about it.</summary>
    /// <param name="log">Index of its log among the result's.</param>
    public BindingSummary Summary(int log) =>
        new(Binding.SpiffeId ?? $"key {Hex.Of(Subject.Spki.Span)}", Hex.Of(Binding.Exe.Span), Binding.Measured, Binding.Method, log, Proven.Leaf);

    /// <summary>What may be said of it where the whole result holds.</summary>
    /// <param name="log">Index of its log among the result's.</param>
    public Claims Claims(int log)
    {
        Claims claims = [];
        claims.Add("spki", Hex.Of(Subject.Spki.Span));
        claims.Add("log", (long)log);
        claims.Add("leaf", Proven.Leaf);
        claims.Add("purpose", Binding.Purpose);
        claims.Add("exe", Hex.Of(Binding.Exe.Span));
        claims.Add("measured", Binding.Measured);
        claims.Add("method", Binding.Method);
        claims.Add("keyOrigin", Binding.KeyOrigin);
        claims.Add("notInPolicy", Binding.NotInPolicy);
        Add(claims, "spiffeId", Binding.SpiffeId);
        Add(claims, "image", Binding.Image is { } image ? Hex.Of(image.Span) : null);
        Add(claims, "certificate", Subject.Certificate is { } certificate ? Hex.Of(certificate.Sha256) : null);
        return claims;
    }

    private static void Add(Claims claims, string name, string? value)
    {
        if (value is not null)
        {
            claims.Add(name, value);
        }
    }
}
