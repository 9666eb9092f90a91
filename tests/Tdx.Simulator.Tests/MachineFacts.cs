// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Attestation.Tdx.Wire;
using Attestation.Wire;
using Org.BouncyCastle.Crypto;
using BcCertificate = Org.BouncyCastle.X509.X509Certificate;
using BcCrl = Org.BouncyCastle.X509.X509Crl;

namespace Attestation.Tdx.Simulator.Tests;

/// <summary>
/// What an onlooker sees of a machine, each fact by itself and none with a signature's random bytes in it: two machines of one seed
/// differ exactly where their options make them differ. BouncyCastle and .NET judge, not the code under test.
/// </summary>
internal sealed partial class MachineFacts
{
    private const string Malformed = "malformed ";

    private readonly SortedDictionary<string, string> facts = new(StringComparer.Ordinal);

    private MachineFacts(SimulatedTdxMachine machine)
    {
        AddQuote(machine);
        AddPki(machine.Pki);
        AddEndorsements(machine);
        facts["policy"] = Digest(machine.Policy());
        facts["log"] = machine.Evidence.TryGet("ccel", out EvidencePart? log) ? Digest(log.Bytes.Span) : "absent";
    }

    public static IReadOnlyDictionary<string, string> Of(SimulatedTdxMachine machine) => new MachineFacts(machine).facts;

    /// <summary>Facts that differ; of a malformed quote only that and where.</summary>
    public static string[] Differences(IReadOnlyDictionary<string, string> honest, IReadOnlyDictionary<string, string> faulty)
    {
        bool malformed = faulty.Keys.Any(key => key.StartsWith(Malformed, StringComparison.Ordinal));
        return
        [
            .. honest.Keys.Union(faulty.Keys)
                .Where(key => honest.GetValueOrDefault(key) != faulty.GetValueOrDefault(key) && !(malformed && IsOfQuote(key)))
                .Order(StringComparer.Ordinal),
        ];
    }

    private void AddQuote(SimulatedTdxMachine machine)
    {
        if (!Quote.TryParse(machine.Quote, out Quote? quote, out Attestation.Wire.Malformed? malformed))
        {
            facts[$"{Malformed}{malformed.Structure}: {malformed.Field}"] = malformed.Reason;
            return;
        }

        facts["quote"] = $"version {quote.Version}, body type {quote.Body.Type}, inner type {quote.CertificationType}";
        foreach (DecodedField field in TdFields(quote.Body))
        {
            facts[$"td.{field.Name}"] = field.Value;
        }

        EnclaveReport qe = quote.QeReport;
        byte[] hash = SHA256.HashData([.. quote.AttestationKey, .. quote.QeAuthenticationData.Span]);
        facts["qe"] = Hex.Of(qe.Raw.Span[..256]) + Hex.Of(qe.Raw.Span[256..320]);
        facts["qe.binding"] = $"{qe.ReportData[..32].SequenceEqual(hash)}, tail {Hex.Of(qe.ReportData[32..])}";
        facts["quote.key"] = Hex.Of(quote.AttestationKey);
        facts["quote.signature"] = FormOf(quote.QuoteSignature);
        facts["valid.quote"] = $"{Ecdsa.Verifies(quote.AttestationKey, quote.SignedBytes.Span, quote.QuoteSignature)}";
        byte[] pck = machine.Pki.Pck.Key.Point;
        facts["valid.qe-report"] = $"{pck.Length == 64 && Ecdsa.Verifies(pck, qe.Raw.Span, quote.QeReportSignature)}";
        facts["quote.chain"] = ChainOf(Encoding.ASCII.GetString(quote.CertificationBytes.Span));
    }

    private static IEnumerable<DecodedField> TdFields(TdBody body)
    {
        ReadOnlyMemory<byte> raw = body.Raw;
        DecodedField Of(string name, int offset, int length) => new(name, Hex.Of(raw.Span.Slice(offset, length)), offset, length, null);
        yield return Of("teeTcbSvn", 0, 16);
        yield return Of("mrSeam", 16, 48);
        yield return Of("mrSignerSeam", 64, 48);
        yield return Of("seamAttributes", 112, 8);
        yield return Of("attributes", 120, 8);
        yield return Of("xfam", 128, 8);
        yield return Of("measurements", 136, 384);
        yield return Of("reportData", 520, 64);
        yield return Of("rest", 584, raw.Length - 584);
    }

    private void AddPki(SimulatedIntelPki pki)
    {
        BcCertificate root = Read(pki.TrustedRoot);
        BcCertificate intermediate = Read(pki.Intermediate);
        AddCertificate("root", root, root.GetPublicKey());
        AddCertificate("intermediate", intermediate, root.GetPublicKey());
        AddCertificate("pck", Read(pki.Pck), intermediate.GetPublicKey());
        AddCertificate("tcb-signing", Read(pki.TcbSigning), root.GetPublicKey());
        AddCrl("pck-crl", new(pki.PckCrl.ToArray()), intermediate.GetPublicKey());
        AddCrl("root-ca-crl", new(pki.RootCaCrl.ToArray()), root.GetPublicKey());
    }

    private void AddCertificate(string name, BcCertificate certificate, AsymmetricKeyParameter issuer)
    {
        facts[$"{name}.names"] = $"{certificate.SubjectDN} by {certificate.IssuerDN}";
        facts[$"{name}.dates"] = $"{certificate.NotBefore:s} to {certificate.NotAfter:s}";
        facts[$"{name}.key"] = certificate.SubjectPublicKeyInfo.Algorithm.Parameters.ToString()!;
        facts[$"{name}.extensions"] = string.Join(
            " ", certificate.GetNonCriticalExtensionOids().Concat(certificate.GetCriticalExtensionOids()).Order(StringComparer.Ordinal));
        facts[$"{name}.constraints"] = $"{certificate.GetBasicConstraints()} {string.Join("", certificate.GetKeyUsage() ?? [])}";
        facts[$"{name}.sgx"] = certificate.GetExtensionValue(new("1.2.840.113741.1.13.1")) is { } sgx ? Hex.Of(sgx.GetOctets()) : "";
        facts[$"valid.{name}"] = $"{IsValid(() => certificate.IsSignatureValid(issuer))}";
    }

    private void AddCrl(string name, BcCrl crl, AsymmetricKeyParameter issuer)
    {
        facts[$"{name}.issuer"] = crl.IssuerDN.ToString();
        facts[$"{name}.dates"] = $"{crl.ThisUpdate:s} to {crl.NextUpdate:s}";
        facts[$"{name}.extensions"] = string.Join(" ", crl.GetNonCriticalExtensionOids());
        facts[$"{name}.revoked"] = $"{crl.GetRevokedCertificates()?.Count ?? 0}";
        facts[$"valid.{name}"] = $"{IsValid(() => crl.IsSignatureValid(issuer))}";
    }

    private void AddEndorsements(SimulatedTdxMachine machine)
    {
        foreach (Endorsement each in machine.Endorsements.All)
        {
            facts[$"endorsement {each.Name}"] = each.Suffix switch
            {
                ".json" => AddDocument(each, machine.Pki),
                ".pem" => ChainOf(Encoding.ASCII.GetString(each.Bytes.Span)),
                _ => new BcCrl(each.Bytes.ToArray()).IssuerDN.ToString(),
            };
        }
    }

    private string AddDocument(Endorsement document, SimulatedIntelPki pki)
    {
        string text = Encoding.UTF8.GetString(document.Bytes.Span);
        Match match = SignedDocument().Match(text);
        Assert.True(match.Success, text);
        byte[] point = pki.TcbSigning.Key.Point;
        bool valid = point.Length == 64
            && Ecdsa.Verifies(
                point, Encoding.UTF8.GetBytes(match.Groups["signed"].Value), Convert.FromHexString(match.Groups["signature"].Value));
        facts[$"valid.{document.Name}"] = $"{valid}";
        JsonDocument.Parse(document.Bytes).Dispose();
        return match.Groups["signed"].Value;
    }

    private static string ChainOf(string pem)
    {
        int end = pem.LastIndexOf("-----\n", StringComparison.Ordinal);
        IEnumerable<string> names = PemBlock().Matches(pem).Select(
            each => new BcCertificate(Convert.FromBase64String(each.Groups["base64"].Value)))
            .Select(each => $"{each.SubjectDN} {Digest(each.SubjectPublicKeyInfo.GetEncoded())}");
        return $"{string.Join("; ", names)}; then {(end < 0 ? pem : pem[(end + 6)..])}";
    }

    private static bool IsOfQuote(string key) =>
        key.StartsWith("td.", StringComparison.Ordinal) || key.StartsWith("qe", StringComparison.Ordinal)
        || key.StartsWith("quote", StringComparison.Ordinal) || key is "valid.quote" or "valid.qe-report";

    private static string FormOf(ReadOnlySpan<byte> signature) =>
        $"{(signature[..32].ContainsAnyExcept((byte)0) ? "r" : "0")}, {(signature[32..].ContainsAnyExcept((byte)0) ? "s" : "0")}";

    private static BcCertificate Read(Attestation.Machine.Simulator.SimulatedCertificate certificate) => new(certificate.Der.ToArray());

    private static bool IsValid(Func<bool> verify)
    {
        try
        {
            return verify();
        }
        catch (Org.BouncyCastle.Security.InvalidKeyException)
        {
            return false;
        }
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => Hex.Of(SHA256.HashData(bytes));

    [GeneratedRegex("""^\{"[a-zA-Z]+":(?<signed>\{.*\}),"signature":"(?<signature>[0-9a-f]{128,})"\}$""")]
    private static partial Regex SignedDocument();

    [GeneratedRegex("-----BEGIN CERTIFICATE-----\n(?<base64>[^-]+)-----END CERTIFICATE-----")]
    private static partial Regex PemBlock();
}
