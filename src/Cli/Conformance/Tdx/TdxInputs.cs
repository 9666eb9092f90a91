// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Policies;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Verify;
using Attestation.Tdx.Wire;
using Attestation.Tdx;
using Attestation.X509;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>A case's files, put where a verification looks for them, and the verification itself.</summary>
internal sealed class TdxInputs
{
    private const int FmspcBytes = 6;
    private const int MaxCertificates = 8;

    private static readonly ImmutableArray<TcbStatus> NonTerminal =
        [.. Enum.GetValues<TcbStatus>().Where(status => !TcbEvaluation.IsTerminal(status))];

    private readonly Evidence evidence;
    private readonly Endorsements endorsements;

    private TdxInputs(Evidence evidence, Endorsements endorsements, Certificate root)
    {
        this.evidence = evidence;
        this.endorsements = endorsements;
        Root = root;
    }

    /// <summary>The case's trust anchor.</summary>
    public Certificate Root { get; }

    /// <summary>Reads the files that a case names.</summary>
    public static TdxInputs Of(VectorEntry entry)
    {
        byte[] quote = entry.File("quote") ?? throw new CliError($"{entry.Folder.Path}: {entry.Text("id")}: names no quote");
        string tcbInfo = IntelPcs.TcbInfo((PckOf(quote)?.Fmspc ?? new byte[FmspcBytes]).Span);
        IEnumerable<Endorsement?> all =
        [
            Document(entry, "tcbinfo", tcbInfo, IntelPcs.Json),
            Document(entry, "qeidentity", IntelPcs.QeIdentity, IntelPcs.Json),
            Document(entry, "signing_chain", IntelPcs.TcbSigningChain, IntelPcs.PemChain),
            Document(entry, "pckcrl", IntelPcs.PlatformCrl, IntelPcs.Crl),
            Document(entry, "pckcrl", IntelPcs.ProcessorCrl, IntelPcs.Crl),
            Document(entry, "rootcrl", IntelPcs.RootCrl, IntelPcs.Crl),
        ];
        return new(new("tdx", [new("quote", quote)]), new(all.OfType<Endorsement>()), RootOf(entry));
    }

    /// <summary>Full verification with the default TD attribute policy; any REPORT_DATA, measurement and non-terminal TCB status.</summary>
    /// <param name="now">The case's instant.</param>
    /// <param name="underOwnRoot">False for the production pin alone.</param>
    public TdxAppraisal Appraise(DateTimeOffset now, bool underOwnRoot)
    {
        bool named = underOwnRoot && !TdxRoots.All.Any(pin => pin.Matches(Root));
        AppraisalPolicy policy = new()
        {
            ExpectedReportData = new ExpectedReportData.AnyUnsafe(),
            RootsUnsafe = named ? [Root.SpkiSha256] : [],
            Sections = ImmutableDictionary<string, ITeePolicy>.Empty.Add(
                "tdx", new TdxPolicy { Accept = NonTerminal, AnyMeasurementUnsafe = true }),
        };
        return new TdxVerifier(VerifiedCache.None).Appraise(evidence, endorsements, policy, now);
    }

    /// <summary>The PCK certificate's extension in a quote, verified by nobody; null where there is none.</summary>
    public static SgxExtension? PckOf(ReadOnlyMemory<byte> quote) =>
        CertificatesOf(quote).Select(each => SgxExtension.Of(each, out _)).FirstOrDefault(each => each is not null);

    /// <summary>The certificates in a quote, in their order.</summary>
    public static IEnumerable<Certificate> CertificatesOf(ReadOnlyMemory<byte> quote)
    {
        if (!Quote.TryParse(quote, out Quote? parsed, out _)
            || !Pem.TryReadCertificates(parsed.CertificationBytes, MaxCertificates, out ImmutableArray<ReadOnlyMemory<byte>> ders, out _))
        {
            yield break;
        }

        foreach (ReadOnlyMemory<byte> der in ders)
        {
            if (Certificate.TryParse(der, out Certificate? certificate, out _))
            {
                yield return certificate;
            }
        }
    }

    private static Endorsement? Document(VectorEntry entry, string member, string name, string suffix) =>
        entry.File(member) is { } bytes ? new(name, suffix, bytes) { Source = entry.Folder.Path } : null;

    private static Certificate RootOf(VectorEntry entry) =>
        Pem.TryReadCertificates(entry.File("root") ?? [], 1, out ImmutableArray<ReadOnlyMemory<byte>> ders, out var malformed)
        && Certificate.TryParse(ders[0], out Certificate? root, out malformed)
            ? root
            : throw new CliError($"{entry.Folder.Path}: {entry.Text("root")}: {malformed}");
}
