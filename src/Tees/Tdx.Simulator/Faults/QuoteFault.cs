// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Wire;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults of the quote itself: its header, its lengths, its signature. Header and body are signed as they stand.</summary>
public static class QuoteFault
{
    private const uint Huge = 0xffffffff;

    /// <summary>A version that does not exist.</summary>
    public static readonly Fault Version = Of("quote-version", "the quote's version is 6", quote => quote with { Version = 6 });

    /// <summary>A version that TDs never have.</summary>
    public static readonly Fault Version3 = Of(
        "quote-version-3", "the quote's version is 3, SGX only", quote => quote with { Version = 3 });

    /// <summary>ECDSA-384.</summary>
    public static readonly Fault KeyType = Of("quote-key-type", "the attestation key type is 3", quote => quote with { KeyType = 3 });

    /// <summary>SGX.</summary>
    public static readonly Fault TeeType = Of("quote-tee-type", "the TEE type is 0, SGX", quote => quote with { TeeType = 0 });

    /// <summary>Not Intel's quoting enclave.</summary>
    public static readonly Fault VendorId = Of(
        "quote-vendor", "the QE vendor id is not Intel's", quote => quote with { VendorId = new byte[16] });

    /// <summary>A body type that does not exist, on a body of 1.5.</summary>
    public static readonly Fault BodyType = Of(
        "quote-body-type", "the body type is 5", quote => Version5(quote, TdBodyType.Td15) with { DeclaredBodyType = 5 });

    /// <summary>The size of another body type.</summary>
    public static readonly Fault BodySize = Of(
        "quote-body-size",
        "body type 2 declares the size of type 3",
        quote => Version5(quote, TdBodyType.Td10) with { DeclaredBodySize = 648 });

    /// <summary>No signature data.</summary>
    public static readonly Fault SignatureDataLengthZero = Of(
        "quote-signature-length-zero", "the signature data declares length 0", quote => quote with { DeclaredSignatureDataLength = 0 });

    /// <summary>More signature data than there is memory.</summary>
    public static readonly Fault SignatureDataLengthHuge = Of(
        "quote-signature-length-huge", "the signature data declares 4 GiB", quote => quote with { DeclaredSignatureDataLength = Huge });

    /// <summary>Certification data that is no QE report.</summary>
    public static readonly Fault OuterType = Of(
        "quote-outer-type", "the outer certification data is of type 5", quote => quote with { OuterType = 5 });

    /// <summary>Outer size over everything.</summary>
    public static readonly Fault OuterSizeHuge = Of(
        "quote-outer-size-huge", "the outer certification data declares 4 GiB", quote => quote with { DeclaredOuterSize = Huge });

    /// <summary>Authentication data over the end.</summary>
    public static readonly Fault AuthenticationDataLengthHuge = Of(
        "quote-authentication-length-huge",
        "the authentication data declares 65535 bytes",
        quote => quote with { DeclaredAuthenticationDataLength = 0xffff });

    /// <summary>Platform identifiers instead of the chain.</summary>
    public static readonly Fault InnerTypePpid = Of(
        "quote-inner-type-1", "the inner certification data is a PPID", quote => quote with { InnerType = 1 });

    /// <summary>The leaf without its issuers.</summary>
    public static readonly Fault InnerTypeLeaf = Of(
        "quote-inner-type-4", "the inner certification data is the leaf alone", quote => quote with { InnerType = 4 });

    /// <summary>A type that may only be outside.</summary>
    public static readonly Fault InnerTypeOuter = Of(
        "quote-inner-type-6", "the inner certification data is of type 6", quote => quote with { InnerType = 6 });

    /// <summary>Inner size over everything.</summary>
    public static readonly Fault InnerSizeHuge = Of(
        "quote-inner-size-huge", "the inner certification data declares 4 GiB", quote => quote with { DeclaredInnerSize = Huge });

    /// <summary>A byte that belongs to nothing, inside the outer certification data.</summary>
    public static readonly Fault OuterTail = Of(
        "quote-outer-tail", "a byte follows the inner certification data", quote => quote with { OuterTail = new byte[1] });

    /// <summary>A byte that belongs to nothing, inside the signature data.</summary>
    public static readonly Fault SignatureDataTail = Of(
        "quote-signature-data-tail",
        "a byte follows the outer certification data",
        quote => quote with { SignatureDataTail = new byte[1] });

    /// <summary>Text behind the quote.</summary>
    public static readonly Fault TrailingText = Of(
        "quote-trailing-text", "text follows the quote", quote => quote with { Tail = "text"u8.ToArray() });

    /// <summary>One bit of the signature.</summary>
    public static readonly Fault Signature = Signed(
        "quote-signature", "one bit of the quote's signature is flipped", QuoteSignatureForm.Corrupted);

    /// <summary>Another attestation key.</summary>
    public static readonly Fault SignatureByStranger = Signed(
        "quote-signature-stranger", "another key signed the quote", QuoteSignatureForm.Stranger);

    /// <summary>r = 0.</summary>
    public static readonly Fault SignatureZeroR = Signed(
        "quote-signature-zero-r", "the quote's signature has r = 0", QuoteSignatureForm.ZeroR);

    /// <summary>s = 0.</summary>
    public static readonly Fault SignatureZeroS = Signed(
        "quote-signature-zero-s", "the quote's signature has s = 0", QuoteSignatureForm.ZeroS);

    /// <summary>s = n.</summary>
    public static readonly Fault SignatureSIsOrder = Signed(
        "quote-signature-s-order", "the quote's signature has s = n", QuoteSignatureForm.SIsOrder);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Version, Version3, KeyType, TeeType, VendorId, BodyType, BodySize, SignatureDataLengthZero, SignatureDataLengthHuge, OuterType,
        OuterSizeHuge, AuthenticationDataLengthHuge, InnerTypePpid, InnerTypeLeaf, InnerTypeOuter, InnerSizeHuge, OuterTail,
        SignatureDataTail, TrailingText, Signature, SignatureByStranger, SignatureZeroR, SignatureZeroS, SignatureSIsOrder,
    ];

    private static QuoteOptions Version5(QuoteOptions quote, TdBodyType type) => quote with { Version = 5, BodyType = type };

    private static Fault Signed(string name, string says, QuoteSignatureForm form) => Of(
        name, says, quote => quote with { Signature = form });

    private static Fault Of(string name, string says, Func<QuoteOptions, QuoteOptions> change) =>
        new(name, says, machine => machine with { Quote = change(machine.Quote) });
}
