// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security.Cryptography;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>Quotes field by field against what another parser wrote down, and the signature under the key inside. Trusts nothing.</summary>
internal static class GoldenSuite
{
    public const string Kind = "quote";

    private const string Agreed = "every field equal, signature holds";
    private const int Registers = 4;

    // Members that the decoded fields have under the same name.
    private static readonly string[] BodyFields =
    [
        "version", "teeTcbSvn", "mrSeam", "mrSignerSeam", "seamAttributes", "tdAttributes", "xfam", "mrTd", "mrConfigId", "mrOwner",
        "mrOwnerConfig", "reportData", "teeTcbSvn2", "mrServiceTd",
    ];

    public static ConformanceCase Run(VectorEntry entry) =>
        ConformanceCase.Compare(entry.Text("name"), Kind, Agreed, FirstDifference(entry) ?? Agreed) with
        {
            Note = "parse and signature only",
        };

    private static string? FirstDifference(VectorEntry entry)
    {
        byte[] bytes = entry.File("file") ?? [];
        if (!Quote.TryParse(bytes, out Quote? quote, out Malformed? malformed))
        {
            return malformed.ToString();
        }

        Dictionary<string, string> fields = quote.Describe().ToDictionary(field => field.Name, field => field.Value);
        return Different(entry, "sha256", Hex.Of(SHA256.HashData(bytes)))
            ?? Different(entry, "size", Text(quote.Raw.Length))
            ?? Different(entry, "bodyType", Text((int)quote.Body.Type))
            ?? Different(entry, "qeIsvSvn", Text(quote.QeReport.IsvSvn))
            ?? BodyFields.Select(name => Different(entry, name, fields.GetValueOrDefault(name))).FirstOrDefault(each => each is not null)
            ?? Rtmrs(entry, fields)
            ?? Certificate(entry, bytes)
            ?? Signature(quote);
    }

    private static string? Rtmrs(VectorEntry entry, Dictionary<string, string> fields)
    {
        IReadOnlyList<string> want = entry.Texts("rtmr");
        return Enumerable.Range(0, Registers)
            .Select(i => Different($"rtmr{i}", want.ElementAtOrDefault(i), fields.GetValueOrDefault($"rtmr{i}")))
            .FirstOrDefault(each => each is not null);
    }

    private static string? Certificate(VectorEntry entry, byte[] bytes)
    {
        Certificate? leaf = TdxInputs.CertificatesOf(bytes).FirstOrDefault();
        SgxExtension? sgx = leaf is null ? null : SgxExtension.Of(leaf, out _);
        return Different(entry, "fmspc", Optional(sgx?.Fmspc))
            ?? Different(entry, "pceId", Optional(sgx?.PceId))
            ?? Different(entry, "pceSvn", sgx is null ? null : Text(sgx.PceSvn))
            ?? Different(entry, "pckComponents", Optional(sgx?.ComponentSvns))
            ?? Different(entry, "pckNotBefore", leaf is null ? null : Time(leaf.NotBefore))
            ?? Different(entry, "pckNotAfter", leaf is null ? null : Time(leaf.NotAfter));
    }

    private static string? Signature(Quote quote)
    {
        if (!VerificationKey.TryImportP256Point(quote.AttestationKey, out VerificationKey? key, out Malformed? malformed))
        {
            return malformed.ToString();
        }

        using (key)
        {
            bool holds = key.Verifies(SignatureScheme.EcdsaSha256Raw, quote.SignedBytes.Span, quote.QuoteSignature);
            return holds ? null : "the signature does not verify";
        }
    }

    private static string? Different(VectorEntry entry, string name, string? got) => Different(name, entry.Optional(name), got);

    private static string? Different(string name, string? want, string? got) =>
        want == got ? null : $"{name} is {got ?? "absent"}, want {want ?? "none"}";

    private static string? Optional(ReadOnlyMemory<byte>? bytes) => bytes is { } value ? Hex.Of(value.Span) : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The spelling of the golden file, which Python wrote.
    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
