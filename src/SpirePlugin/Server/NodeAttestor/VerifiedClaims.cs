// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>The claims of a passing result by what selectors and paths need of them.</summary>
/// <param name="claims">The claims of one TEE.</param>
internal sealed class VerifiedClaims(Claims claims)
{
    private const string Log = "log";

    /// <summary>SHA-256 of the chip's id, in hex: of CHIP_ID where it is not masked, or of PPID; null where the Evidence names none.</summary>
    public string? ChipSha256 => Chip is { } chip ? Hex.Of(SHA256.HashData(Convert.FromHexString(chip))) : null;

    /// <summary>Names of the TEEs whose Evidence passed.</summary>
    public static ImmutableArray<string> TeesOf(Claims all) => [.. all.Select(each => each.Key).Where(each => each != Log)];

    /// <summary>The first TEE.</summary>
    public static string TeeOf(Claims all) => TeesOf(all)[0];

    /// <summary>The first TEE's claims.</summary>
    public static VerifiedClaims Of(Claims all) => Of(all, TeeOf(all));

    /// <summary>The claims under a name.</summary>
    public static VerifiedClaims Of(Claims all, string name) => all.TryGet(name, out ClaimValue? value) && value is ClaimValue.Group group ? new(group.Members) : new([]);

    /// <summary>The log's claims.</summary>
    public static VerifiedClaims OfLog(Claims all) => Of(all, Log);

    private string? Chip => Text("chipId") is { } chip && chip.Any(each => each != '0') ? chip : Text("ppid");

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string name) => claims.TryGet(name, out ClaimValue? value) && value is ClaimValue.Text text ? text.Value : null;

    /// <summary>A flag; null where there is none.</summary>
    public bool? Flag(string name) => claims.TryGet(name, out ClaimValue? value) && value is ClaimValue.Flag flag ? flag.Value : null;

    /// <summary>A number; null where there is none.</summary>
    public long? Number(string name) => claims.TryGet(name, out ClaimValue? value) && value is ClaimValue.Number number ? number.Value : null;
}
