// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>
/// Intel's provisioning service: signs TCB info and QE identity, and hands out everything a verifier needs, under our names.
/// </summary>
public sealed class SimulatedPcs
{
    private const string Source = "simulator";

    /// <summary>Signs the documents.</summary>
    /// <param name="options">What they say.</param>
    /// <param name="pki">Who signs, and which revocation lists there are.</param>
    /// <param name="platform">Whose FMSPC names the TCB info, whatever the document says.</param>
    /// <param name="now">When a client fetched them.</param>
    public SimulatedPcs(PcsOptions options, SimulatedIntelPki pki, PlatformOptions platform, DateTimeOffset now) =>
        Endorsements = new(Enum.GetValues<PcsDocument>()
            .Where(document => !options.Withheld.Contains(document))
            .Select(document => Endorse(document, options, pki, platform, now)));

    /// <summary>All it has (CONTRACTS, section 6).</summary>
    public Endorsements Endorsements { get; }

    private static Endorsement Endorse(
        PcsDocument document, PcsOptions options, SimulatedIntelPki pki, PlatformOptions platform, DateTimeOffset now)
    {
        (ReadOnlyMemory<byte> pckCrl, ReadOnlyMemory<byte> rootCrl) =
            options.HasSwappedCrls ? (pki.RootCaCrl, pki.PckCrl) : (pki.PckCrl, pki.RootCaCrl);
        string ca = pki.Options.Ca == PckCa.Platform ? "platform" : "processor";
        (string name, string suffix, ReadOnlyMemory<byte> bytes) = document switch
        {
            PcsDocument.TcbInfo => ($"intel/tdx/tcb-info/{Hex.Of(platform.Fmspc.Span)}", ".json", TcbInfo(options.TcbInfo, pki)),
            PcsDocument.QeIdentity => ("intel/tdx/qe-identity", ".json", QeIdentity(options.QeIdentity, pki)),
            PcsDocument.SigningChain => (
                "intel/tcb-signing-chain", ".pem", Encoding.ASCII.GetBytes(pki.SigningChain(options.SigningChain))),
            PcsDocument.PckCrl => ($"intel/pck-crl/{ca}", ".crl", pckCrl),
            PcsDocument.RootCaCrl => ("intel/root-ca-crl", ".crl", rootCrl),
            _ => throw new ArgumentOutOfRangeException(nameof(document), document, "want a document of the service"),
        };
        return new(name, suffix, bytes) { RetrievedAt = now, Source = Source };
    }

    private static ReadOnlyMemory<byte> TcbInfo(TcbInfoOptions info, SimulatedIntelPki pki) =>
        SignedDocumentWriter.Write("tcbInfo", info.Document, pki.TcbSigning.Key, json => TcbInfoWriter.Write(json, info));

    private static ReadOnlyMemory<byte> QeIdentity(QeIdentityOptions identity, SimulatedIntelPki pki) =>
        SignedDocumentWriter.Write(
            "enclaveIdentity", identity.Document, pki.TcbSigning.Key, json => QeIdentityWriter.Write(json, identity));
}
