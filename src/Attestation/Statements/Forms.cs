// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Documents;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary>The types of CONTRACTS, section 3.2, as forms.</summary>
internal static class Forms
{
    /// <summary>Any string.</summary>
    public static readonly FieldForm AnyText = ValueForm.Text("a string", static _ => true);

    /// <summary>A string that says something.</summary>
    public static readonly FieldForm SomeText = ValueForm.Text("a string that is not empty", static text => text.Length > 0);

    /// <summary>true or false.</summary>
    public static readonly FieldForm Boolean = new ValueForm(JsonKind.Boolean, "true or false", static _ => true);

    /// <summary>A process id, or a small number.</summary>
    public static readonly FieldForm Number = Integer(int.MaxValue);

    /// <summary>A user or group id.</summary>
    public static readonly FieldForm Id = Integer(uint.MaxValue);

    /// <summary>Decimal digits without leading zeros, below 2^64.</summary>
    public static readonly FieldForm Counter = ValueForm.Text("decimal digits without leading zeros, below 2^64", IsCounter);

    /// <summary>RFC 3339 UTC in whole seconds.</summary>
    public static readonly FieldForm Time = ValueForm.Text("a time such as 2026-11-20T08:41:00Z", static text => UtcTime.TryRead(text, out DateTimeOffset time) && UtcTime.Of(time) == text);

    /// <summary>Lower-case hex of at least one byte.</summary>
    public static readonly FieldForm AnyHex = ValueForm.Text("lower-case hex", static text => text.Length > 0 && Wire.Hex.IsLower(text));

    /// <summary>Canonical base64 of at least one byte.</summary>
    public static readonly FieldForm AnyBase64 =
        ValueForm.Text("canonical base64", static text => CanonicalBase64.TryDecode(text, out byte[]? bytes) && bytes.Length > 0);

    /// <summary>Lower-case UUID with dashes.</summary>
    public static readonly FieldForm Uuid =
        ValueForm.Text("a UUID in lower case", static text => Guid.TryParseExact(text, "D", out Guid uuid) && uuid.ToString("D") == text);

    /// <summary>SHA-256 in hex.</summary>
    public static readonly FieldForm Sha256 = Hex(32);

    /// <summary>A 32-byte nonce in hex.</summary>
    public static readonly FieldForm Nonce = Hex(32);

    /// <summary>How a digest was made and obtained.</summary>
    public static readonly FieldForm Digest = new ObjectForm(
        FieldSpec.Required("alg", Choice("sha256", "sha384", "sha512", "hmac-sha256")),
        FieldSpec.Required("digest", AnyHex),
        FieldSpec.Required("from", Choice("fs-verity", "dm-verity", "ima", "agent-read", "process", "runtime")))
    {
        Between = static item => item.TryGet("alg", out JsonItem? alg) && item.TryGet("digest", out JsonItem? digest)
            && digest.Text.Length == 2 * (alg.Text switch { "sha384" => 48, "sha512" => 64, _ => 32 })
                ? null
                : "the digest is not as long as its algorithm says",
    };

    /// <summary>The running agent.</summary>
    public static readonly FieldForm Agent = new ObjectForm(FieldSpec.Required("sha256", Sha256), FieldSpec.Required("version", SomeText));

    /// <summary>Event logs by digest.</summary>
    public static readonly FieldForm EventLogs = new ListForm(new ObjectForm(
        FieldSpec.Required("kind", Choice("ccel", "tcg", "ima")), FieldSpec.Required("sha256", Sha256)));

    /// <summary>Names of TEEs.</summary>
    public static readonly FieldForm Tees = new ListForm(SomeText, 1);

    /// <summary>A number from 0 to a largest one.</summary>
    public static FieldForm Integer(long max) =>
        new ValueForm(JsonKind.Number, $"a number from 0 to {max}", item => item.TryInteger(out long number) && number >= 0 && number <= max);

    /// <summary>Lower-case hex of exactly so many bytes.</summary>
    public static FieldForm Hex(int bytes) =>
        ValueForm.Text($"{2 * bytes} lower-case hex digits", text => text.Length == 2 * bytes && Wire.Hex.IsLower(text));

    /// <summary>Canonical base64 of exactly so many bytes.</summary>
    public static FieldForm Base64(int bytes) =>
        ValueForm.Text($"canonical base64 of {bytes} bytes", text => CanonicalBase64.TryDecode(text, out byte[]? read) && read.Length == bytes);

    /// <summary>One of some words.</summary>
    public static FieldForm Choice(params string[] words) => ValueForm.Text($"one of {string.Join(", ", words)}", text => words.Contains(text));

    /// <summary>Both fields or neither.</summary>
    public static string? Together(JsonItem item, string one, string other) =>
        item.TryGet(one, out _) == item.TryGet(other, out _) ? null : $"has one of {one} and {other}, want both or neither";

    private static bool IsCounter(string text) => Wire.DecimalNumber.IsCanonical(text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
