// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Attestation.Bindings;
using Attestation.Fakes;
using Attestation.Statements;
using Attestation.TestKit.Toy;
using Attestation.TransparencyLog;
using Attestation.Wire;
using CsCheck;

namespace Attestation.Catalog.Tests;

/// <summary>CONTRACTS, section 5, raw files: what a file is, by its first bytes.</summary>
public sealed class EvidenceReaderTests
{
    private static readonly EvidenceReader Reader = new(new([new FakeTee(), new ToyTee()]));

    [Fact]
    public void A_raw_file_is_the_first_part_of_the_tee_that_recognizes_it()
    {
        Assert.Equal(("fake", "quote"), Single("FAKE and more"u8.ToArray()));
        Assert.Equal(("toy", "report"), Single([1, 2, 3]));
    }

    [Fact]
    public void A_named_tee_goes_before_the_first_bytes()
    {
        Assert.Equal(("toy", "report"), Single("FAKE and more"u8.ToArray(), "toy"));
        Assert.Equal(("toy", "report"), Single("{"u8.ToArray(), "toy"));
        Assert.Equal(("toy", "report"), Single([], "toy"));
    }

    [Fact]
    public void A_brace_begins_a_document()
    {
        Assert.True(Reader.TryRead(Encoding.UTF8.GetBytes(FakeTee.Document("""{"name":"quote","data":"YWJj"}""")), null, out ImmutableArray<Evidence> read, out _));
        Assert.Equal("fake", Assert.Single(read).Tee);
        Assert.Equal("evidence document", Refused("{}"u8.ToArray()).Structure);
        Assert.Equal("evidence document", Refused("{"u8.ToArray()).Structure);
    }

    [Theory]
    [InlineData(new byte[0], "is empty, want '{' or a raw form of fake, toy")]
    [InlineData(new byte[] { 0x20, 0x7b }, "begins with 207b, want")]
    [InlineData(new byte[] { 9, 8, 7, 6, 5, 4, 3, 2, 1 }, "begins with 0908070605040302, want")]
    public void Nothing_else_is_guessed(byte[] bytes, string reason) =>
        Assert.StartsWith(reason, Refused(bytes).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_tee_that_is_not_known_is_refused() => Assert.NotNull(Refused([1, 2, 3], "sgx"));

    [Theory]
    [InlineData(4, 2, 0x81, 48, true)]
    [InlineData(5, 2, 0x81, 48, true)]
    [InlineData(5, 2, 0x81, 47, false)]
    [InlineData(3, 2, 0x81, 48, false)]
    [InlineData(6, 2, 0x81, 48, false)]
    [InlineData(4, 3, 0x81, 48, false)]
    [InlineData(4, 2, 0, 48, false)]
    [InlineData(4, 2, 0x10081, 48, false)]
    public void A_tdx_quote_is_told_by_version_key_type_and_tee(ushort version, ushort keyType, uint tee, int length, bool known)
    {
        byte[] raw = new byte[length];
        BinaryPrimitives.WriteUInt16LittleEndian(raw, version);
        BinaryPrimitives.WriteUInt16LittleEndian(raw.AsSpan(2), keyType);
        BinaryPrimitives.WriteUInt32LittleEndian(raw.AsSpan(4), tee);

        Assert.Equal(known, TeeCatalog.Default.TryRecognize(raw, out ITee? recognized));
        Assert.Equal(known ? "tdx" : null, recognized?.Name);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        bool reads = new EvidenceReader(TeeCatalog.Default).TryRead(bytes, null, out ImmutableArray<Evidence> evidences, out Malformed? malformed);
        return reads == (evidences.Length > 0) && reads == malformed is null;
    });

    [Fact]
    public void The_catalog_knows_its_tees_by_name_and_the_rules_of_all()
    {
        Assert.True(TeeCatalog.Default.TryFind("tdx", out _));
        Assert.False(TeeCatalog.Default.TryFind("TDX", out _));
        Assert.Equal(
            CatalogRules.All.Length + BundleRules.All.Length + LogRules.All.Length + StatementRules.All.Length + BindingRules.All.Length + TeeCatalog.Default.Tees.Sum(tee => tee.Rules.Length),
            TeeCatalog.Default.Rules.Length);
    }

    private static (string Tee, string Part) Single(byte[] bytes, string? tee = null)
    {
        Assert.True(Reader.TryRead(bytes, tee, out ImmutableArray<Evidence> read, out Malformed? malformed), malformed?.ToString());
        Evidence evidence = Assert.Single(read);
        EvidencePart part = Assert.Single(evidence.Parts);
        Assert.Equal(bytes, part.Bytes.ToArray());
        return (evidence.Tee, part.Name);
    }

    private static Malformed Refused(byte[] bytes, string? tee = null)
    {
        Assert.False(Reader.TryRead(bytes, tee, out ImmutableArray<Evidence> read, out Malformed? malformed));
        Assert.Empty(read);
        return malformed;
    }
}
