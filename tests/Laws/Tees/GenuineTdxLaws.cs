// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Attestation.Policies;
using Attestation.TestKit;

namespace Attestation.Laws.Tees;

/// <summary>The laws for quotes of real hardware: every bit of the first of each form, some bits of all others.</summary>
public sealed class GenuineTdxLaws : TeeLaws
{
    // No multiple of eight, so that every position in a byte has its turn.
    private const int Stride = 15;
    private const int DenseEndorsementStride = 67;
    private const int EndorsementStride = 251;

    internal override IEnumerable<TeeLawCase> Cases()
    {
        using JsonDocument cases = JsonDocument.Parse(Vectors.Bytes("tdx", "cases.json"));
        ImmutableArray<ReadOnlyMemory<byte>> serviceTds = ServiceTds();
        HashSet<string> quotes = [];
        HashSet<string> forms = [];
        return
        [
            .. cases.RootElement.EnumerateArray()
                .Where(each => Text(each, "kind") == "full" && Text(each, "final") != "NotSupported" && quotes.Add(Text(each, "quote")))
                .Select(each => Of(each, serviceTds, isFirst: forms.Add(Form(each)))),
        ];
    }

    // The policy lists those that occur: what binds them is none of the laws' business.
    private static ImmutableArray<ReadOnlyMemory<byte>> ServiceTds()
    {
        using JsonDocument quotes = JsonDocument.Parse(Vectors.Bytes("tdx", "quotes.json"));
        return
        [
            .. quotes.RootElement.EnumerateArray()
                .Select(quote => quote.TryGetProperty("mrServiceTd", out JsonElement serviceTd) ? serviceTd.GetString() : null)
                .OfType<string>()
                .Distinct()
                .Select(hex => (ReadOnlyMemory<byte>)Convert.FromHexString(hex)),
        ];
    }

    private static TeeLawCase Of(JsonElement each, ImmutableArray<ReadOnlyMemory<byte>> serviceTds, bool isFirst)
    {
        byte[] quote = File(each, "quote");
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(each.GetProperty("unix").GetInt64());
        return TdxCase.Of(Text(each, "id"), new("tdx", [new("quote", quote)]), Collateral(each), Policy(each, serviceTds), now) with
        {
            Stride = isFirst ? 1 : Stride,
            EndorsementStride = isFirst ? DenseEndorsementStride : EndorsementStride,
        };
    }

    private static Endorsements Collateral(JsonElement each)
    {
        byte[] tcbInfo = File(each, "tcbinfo");
        using JsonDocument json = JsonDocument.Parse(tcbInfo);
        string fmspc = json.RootElement.GetProperty("tcbInfo").GetProperty("fmspc").GetString()!.ToLowerInvariant();
        string ca = Path.GetFileName(Text(each, "pckcrl")).Split('-')[0];
        return new(
            new($"intel/tdx/tcb-info/{fmspc}", ".json", tcbInfo),
            new("intel/tdx/qe-identity", ".json", File(each, "qeidentity")),
            new("intel/tcb-signing-chain", ".pem", File(each, "signing_chain")),
            new($"intel/pck-crl/{ca}", ".crl", File(each, "pckcrl")),
            new("intel/root-ca-crl", ".crl", File(each, "rootcrl")));
    }

    private static AppraisalPolicy Policy(JsonElement each, ImmutableArray<ReadOnlyMemory<byte>> serviceTds)
    {
        using X509Certificate2 root = X509CertificateLoader.LoadCertificate(Der(File(each, "root")));
        return new()
        {
            ExpectedReportData = new ExpectedReportData.AnyUnsafe(),
            RootsUnsafe = Text(each, "env") == "prod" ? [] : [SHA256.HashData(root.PublicKey.ExportSubjectPublicKeyInfo())],
            Sections = ImmutableDictionary<string, ITeePolicy>.Empty.Add("tdx", TdxCase.Lenient with { ServiceTd = serviceTds }),
        };
    }

    private static byte[] Der(byte[] pem)
    {
        string text = Encoding.ASCII.GetString(pem);
        return Convert.FromBase64String(text[PemEncoding.Find(text).Base64Data]);
    }

    // For example v5-bt3: version and body type.
    private static string Form(JsonElement each) => Path.GetFileName(Text(each, "quote"))[..6];

    private static byte[] File(JsonElement each, string member) => Vectors.Bytes(["tdx", .. Text(each, member).Split('/')]);

    private static string Text(JsonElement each, string member) => each.GetProperty(member).GetString()!;
}
