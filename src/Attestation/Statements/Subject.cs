// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Statements;

/// <summary>What a statement is about: something with a name and one digest (in-toto Statement v1, subject).</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="Algorithm"><c>sha256</c>; for <c>data</c> also <c>sha384</c> and <c>sha512</c>.</param>
/// <param name="Digest">As long as the algorithm says.</param>
public sealed record Subject(string Name, string Algorithm, ReadOnlyMemory<byte> Digest)
{
    /// <summary>SHA-256, the algorithm of every subject but <see cref="Data"/>.</summary>
    public const string Sha256 = "sha256";

    /// <summary>DER of a SubjectPublicKeyInfo.</summary>
    public const string Spki = "spki";

    /// <summary>An executable file.</summary>
    public const string Exe = "exe";

    /// <summary>The manifest of a container image.</summary>
    public const string Image = "image";

    /// <summary>DER of a certificate.</summary>
    public const string Certificate = "certificate";

    /// <summary>A caller's bytes.</summary>
    public const string Data = "data";

    /// <summary>The head of a workflow history's signature chain.</summary>
    public const string ChainHead = "chain-head";

    /// <summary>The bytes of an Evidence document.</summary>
    public const string Evidence = "evidence";

    /// <summary>The raw log key: its digest is the run id.</summary>
    public const string LogKey = "log-key";

    /// <summary>Every name.</summary>
    public static ImmutableArray<string> Names { get; } = [Spki, Exe, Image, Certificate, Data, ChainHead, Evidence, LogKey];

    /// <summary>A subject with a SHA-256 digest.</summary>
    public static Subject OfSha256(string name, ReadOnlyMemory<byte> digest) => new(name, Sha256, digest);

    /// <summary>The digest in lower-case hex.</summary>
    public string Hex => Wire.Hex.Of(Digest.Span);

    /// <summary>Length of an algorithm's digest in bytes; null for an algorithm that no subject has.</summary>
    public static int? DigestLength(string algorithm) => algorithm switch
    {
        Sha256 => 32,
        "sha384" => 48,
        "sha512" => 64,
        _ => null,
    };
}
