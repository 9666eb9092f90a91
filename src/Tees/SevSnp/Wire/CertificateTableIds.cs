// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Wire;

/// <summary>What an entry of a certificate table holds. AMD GHCB Specification, doc 56421, section 4.1.8.</summary>
internal static class CertificateTableIds
{
    public static readonly Guid Vcek = new("63da758d-e664-4564-adc5-f4b93be8accd");
    public static readonly Guid Vlek = new("a8074bc2-a25a-483e-aae6-39c045a0b8a1");
    public static readonly Guid Ask = new("4ab7b379-bbac-4fe4-a02f-05aef327c782");
    public static readonly Guid Ark = new("c0b406a4-a803-4952-9743-3fb6014cd0ae");
    public static readonly Guid Crl = new("92f81bc3-5811-4d3d-97ff-d19f88dc67ea");
}
