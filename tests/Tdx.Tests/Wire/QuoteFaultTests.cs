// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.Tdx.Tests.Wire;

/// <summary>Each malformed quote names the rule it breaks.</summary>
public sealed class QuoteFaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(0x0104)]
    [InlineData(0xffff)]
    public void A_version_other_than_4_and_5_is_refused(int version) => Breaks(TdxRules.FmtVersion, QuoteBuilder.V4.With16(0, version));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0x0102)]
    public void An_attestation_key_that_is_not_of_p256_is_refused(int type) => Breaks(TdxRules.FmtKeyType, QuoteBuilder.V4.With16(2, type));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0x82)]
    [InlineData(0x10081)]
    [InlineData(0x81000000)]
    public void A_tee_other_than_tdx_is_refused_in_both_versions(long type)
    {
        Breaks(TdxRules.FmtTeeType, QuoteBuilder.V4.With32(4, type));
        Breaks(TdxRules.FmtTeeType, QuoteBuilder.V5.With32(4, type));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(27)]
    public void Another_vendor_is_refused(int offset)
    {
        byte[] bytes = QuoteBuilder.V4.Build();
        bytes[offset] ^= 1;

        Breaks(TdxRules.FmtVendor, bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(0xffff)]
    public void An_unknown_body_type_is_refused(int type) => Breaks(TdxRules.FmtBody, QuoteBuilder.V5.With16(48, type));

    [Theory]
    [InlineData(2, 648)]
    [InlineData(3, 584)]
    [InlineData(3, 647)]
    [InlineData(3, 649)]
    [InlineData(4, 648)]
    [InlineData(3, 0)]
    [InlineData(3, uint.MaxValue)]
    public void A_body_size_that_is_not_the_types_is_refused(int type, long size) =>
        Breaks(TdxRules.FmtBody, new QuoteBuilder(5, type).With32(50, size));

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    [InlineData(0x80000000)]
    [InlineData(uint.MaxValue)]
    public void Signature_data_longer_than_what_is_there_is_refused(long more)
    {
        QuoteBuilder shape = QuoteBuilder.V4;
        long length = Math.Min(uint.MaxValue, shape.Length - shape.SignatureOffset + more);

        Breaks(TdxRules.FmtStructure, shape.With32(shape.SignatureLengthOffset, length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(583)]
    public void Signature_data_too_short_for_its_fixed_part_is_refused(long length) =>
        Breaks(TdxRules.FmtStructure, QuoteBuilder.V4.With32(QuoteBuilder.V4.SignatureLengthOffset, length));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    public void Outer_certification_data_other_than_type_6_is_refused(int type) =>
        Breaks(TdxRules.FmtCertificationData, QuoteBuilder.V4.With16(QuoteBuilder.V4.SignatureOffset + 128, type));

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void An_outer_size_that_is_not_exact_is_refused(int more)
    {
        QuoteBuilder shape = QuoteBuilder.V4;
        long exact = shape.Length - shape.SignatureOffset - 134;

        Breaks(TdxRules.FmtCertificationData, shape.With32(shape.SignatureOffset + 130, exact + more));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void An_inner_size_that_is_not_exact_is_refused(int more)
    {
        QuoteBuilder shape = QuoteBuilder.V5;

        Breaks(TdxRules.FmtCertificationData, shape.With32(shape.InnerOffset + 2, QuoteBuilder.Chain.LongLength + more));
    }

    [Fact]
    public void Authentication_data_that_leaves_no_room_for_the_certification_data_is_refused()
    {
        QuoteBuilder shape = QuoteBuilder.V4;
        int left = shape.Length - shape.SignatureOffset - 584;

        Breaks(TdxRules.FmtCertificationData, shape.With16(shape.SignatureOffset + 582, 65535));
        Breaks(TdxRules.FmtCertificationData, shape.With16(shape.SignatureOffset + 582, left + 1));
        Breaks(TdxRules.FmtCertificationData, shape.With16(shape.SignatureOffset + 582, left));
        Breaks(TdxRules.FmtCertificationData, shape.With16(shape.SignatureOffset + 582, left - 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(0x0105)]
    public void Inner_certification_data_of_no_inner_type_is_refused(int type) =>
        Breaks(TdxRules.FmtCertificationType, (QuoteBuilder.V4 with { CertificationType = type }).Build());

    [Fact]
    public void Every_truncation_is_refused()
    {
        foreach (QuoteBuilder shape in QuoteBuilder.Every)
        {
            ReadOnlyMemory<byte> bytes = shape.Build();
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.Equal(TdxRules.FmtStructure, QuoteTests.Fault(bytes[..length]).Rule);
            }
        }
    }

    [Fact]
    public void A_fault_says_what_was_got_and_what_is_wanted() =>
        Assert.Equal("TDX quote header: version: got 3, want 4 or 5", QuoteTests.Fault(QuoteBuilder.V4.With16(0, 3)).ToString());

    private static void Breaks(Rule rule, byte[] bytes) => Assert.Equal(rule, QuoteTests.Fault(bytes).Rule);
}
