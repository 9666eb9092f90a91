// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Machine.Simulator;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>Writes quotes of version 4 and 5.</summary>
/// <param name="options">The quote's shape.</param>
/// <param name="enclave">Who signs.</param>
/// <param name="pki">Whose PCK chain goes in.</param>
/// <param name="platform">What certification data without a chain says.</param>
public sealed class QuoteWriter(QuoteOptions options, SimulatedQuotingEnclave enclave, SimulatedIntelPki pki, PlatformOptions platform)
{
    private const ushort PlainPpid = 1;
    private const ushort PckLeaf = 4;
    private const ushort VersionWithDescriptor = 5;

    /// <summary>The quote with the provider's tail, if any.</summary>
    /// <param name="body">A TD report of the type that <see cref="QuoteOptions.BodyType"/> names.</param>
    public byte[] Write(byte[] body)
    {
        byte[] signed = [.. Header(), .. options.Version == VersionWithDescriptor ? Descriptor(body) : [], .. body];
        byte[] signatureData = SignatureData(signed);
        byte[] length = BitConverter.GetBytes(options.DeclaredSignatureDataLength ?? (uint)signatureData.Length);
        return [.. signed, .. length, .. signatureData, .. options.Tail.Span];
    }

    private byte[] Header()
    {
        byte[] header = new byte[QuoteHeaderLayout.Size];
        header.Put(QuoteHeaderLayout.Version, options.Version);
        header.Put(QuoteHeaderLayout.AttestationKeyType, options.KeyType);
        header.Put(QuoteHeaderLayout.TeeType, options.TeeType);
        header.Put(QuoteHeaderLayout.QeVendorId, options.VendorId.Span);
        header.Put(QuoteHeaderLayout.UserData, [.. enclave.Id.Span, 0, 0, 0, 0]);
        return header;
    }

    private byte[] Descriptor(byte[] body)
    {
        byte[] descriptor = new byte[BodyDescriptorLayout.Size];
        descriptor.Put(BodyDescriptorLayout.BodyType, options.DeclaredBodyType ?? (ushort)options.BodyType);
        descriptor.Put(BodyDescriptorLayout.BodySize, options.DeclaredBodySize ?? (uint)body.Length);
        return descriptor;
    }

    private byte[] SignatureData(byte[] signed)
    {
        byte[] inner = [.. enclave.AuthenticationData.Span, .. InnerCertificationData(), .. options.OuterTail.Span];
        uint outerSize = (uint)(SignatureDataLayout.Size - SignatureDataLayout.CertificationDataSize.End + inner.Length);
        byte[] head = new byte[SignatureDataLayout.Size];
        head.Put(SignatureDataLayout.QuoteSignature, enclave.Sign(signed, options.Signature));
        head.Put(SignatureDataLayout.AttestationKey, enclave.AttestationKey.Span);
        head.Put(SignatureDataLayout.CertificationDataType, options.OuterType);
        head.Put(SignatureDataLayout.CertificationDataSize, options.DeclaredOuterSize ?? outerSize);
        head.Put(SignatureDataLayout.QeReport, enclave.Report.Span);
        head.Put(SignatureDataLayout.QeReportSignature, enclave.ReportSignature.Span);
        head.Put(
            SignatureDataLayout.QeAuthenticationDataLength,
            options.DeclaredAuthenticationDataLength ?? (ushort)enclave.AuthenticationData.Length);
        return [.. head, .. inner, .. options.SignatureDataTail.Span];
    }

    private byte[] InnerCertificationData()
    {
        byte[] content = options.InnerType switch
        {
            PlainPpid => PpidAndSvns(),
            PckLeaf => Text(pki.PckChain([CertificateRole.Pck])),
            _ => Text(pki.PckChain(options.Chain)),
        };
        byte[] head = new byte[CertificationDataLayout.Size];
        head.Put(CertificationDataLayout.CertificationDataType, options.InnerType);
        head.Put(CertificationDataLayout.CertificationDataSize, options.DeclaredInnerSize ?? (uint)content.Length);
        return [.. head, .. content];
    }

    private byte[] PpidAndSvns() =>
        [.. new byte[16], .. platform.CpuSvn.Span, .. BitConverter.GetBytes((ushort)platform.PceSvn), .. platform.PceId.Span];

    private byte[] Text(string pem) =>
        [.. Encoding.ASCII.GetBytes(options.HasCrLf ? pem.ReplaceLineEndings("\r\n") : pem), .. options.ChainTail.Span];
}
