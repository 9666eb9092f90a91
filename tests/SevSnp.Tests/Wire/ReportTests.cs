// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using Attestation.Wire;
using CsCheck;

namespace Attestation.SevSnp.Tests.Wire;

public sealed class ReportTests
{
    private static readonly byte[] Genuine = Machines.Create().Report.ToArray();

    private static readonly Gen<byte[]> Mutated =
        from writes in Gen.Select(Gen.Int[0, Genuine.Length - 1], Gen.Byte).Array[1, 6]
        from cut in Gen.Frequency((8, Gen.Const(0)), (1, Gen.Int[0, Genuine.Length]))
        select Apply(writes, cut);

    public static TheoryData<string> RealReports
    {
        get
        {
            string folder = Path.Combine(Vectors.Root, "snp", "reports");
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.bin").Select(each => Path.GetFileName(each)).Order()] : ["none"];
        }
    }

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 1300].Sample(Survives, iter: 20_000);

    [Fact]
    public void Mutated_reports_never_throw_and_stay_as_received() => Mutated.Sample(Survives, iter: 20_000);

    [Fact]
    public void Every_single_bit_flip_is_malformed_or_lands_in_a_field()
    {
        for (int bit = 0; bit < Genuine.Length * 8; bit++)
        {
            byte[] flipped = [.. Genuine];
            flipped[bit >> 3] ^= (byte)(1 << (bit & 7));
            Survives(flipped);
        }
    }

    [Theory]
    [MemberData(nameof(RealReports))]
    public void A_real_report_is_read_whole(string file)
    {
        byte[] bytes = Vectors.Bytes("snp", "reports", file);
        Assert.True(AttestationReport.TryParse(bytes, out AttestationReport? report, out Malformed? malformed), malformed?.ToString());

        Assert.Equal(bytes, report.Raw);
        Assert.Null(report.NonZeroReserved);
        Assert.Equal(672, report.SignedBytes.Length);
        Assert.True(report.Describe()[^1].Offset + report.Describe()[^1].Length == bytes.Length);
    }

    [Theory]
    [InlineData(2u, 0x188)]
    [InlineData(2u, 0x18a)]
    [InlineData(3u, 0x18b)]
    [InlineData(3u, 0x1f8)]
    [InlineData(4u, 0x207)]
    [InlineData(5u, 0x208)]
    [InlineData(5u, 0x29f)]
    [InlineData(5u, 0x04c)]
    [InlineData(5u, 0x1eb)]
    [InlineData(5u, 0x1ef)]
    public void A_reserved_byte_is_refused_or_named(uint version, int offset)
    {
        byte[] bytes = Machines.Reporting(report => report with { Version = version, Patches = [new(offset, new byte[] { 0x80 })] }).Report.ToArray();

        Assert.False(AttestationReport.TryParse(bytes, out _, out Malformed? malformed));
        Assert.Equal("SNP-FMT-04", malformed.Rule?.Id);
        Assert.True(AttestationReport.TryParse(bytes, allowReserved: true, out AttestationReport? report, out _));
        Assert.Equal(malformed.Field, report.NonZeroReserved?.Name);
    }

    [Theory]
    [InlineData(4u, 0x1f8)]
    [InlineData(5u, 0x1f8)]
    public void Mitigation_vectors_exist_from_version_5_on(uint version, int offset)
    {
        byte[] bytes = Machines.Reporting(report => report with { Version = version, Patches = [new(offset, new byte[] { 7 })] }).Report.ToArray();
        bool read = AttestationReport.TryParse(bytes, out AttestationReport? report, out _);

        Assert.Equal(version == 5, read);
        Assert.Equal(version == 5 ? 7u : 0, report?.LaunchMitVector ?? 0);
    }

    [Fact]
    public void Fields_are_what_the_machine_wrote()
    {
        Assert.True(AttestationReport.TryParse(Genuine, out AttestationReport? report, out _));

        Assert.Equal(SnpProduct.Genoa, report.Product);
        Assert.Equal("1.58.3", report.CommittedFirmware.ToString());
        Assert.Equal("0a00000000001bd9", report.ReportedTcb(TcbGeneration.Milan).Hex);
        Assert.Equal("SMT, reserved one", report.Policy.ToString());
        Assert.Equal("SMT_EN, ECC_EN, ALIAS_CHECK_COMPLETE", report.PlatformInfo.ToString());
        Assert.Equal("VCEK", report.KeyInfo.ToString());
        Assert.Equal(0x0bul, report.LaunchMitVector);
        Assert.Equal(Machines.Create().Options.ReportData, report.ReportData.ToArray());
    }

    [Fact]
    public void Decoded_fields_tile_the_report()
    {
        Assert.True(AttestationReport.TryParse(Genuine, out AttestationReport? report, out _));

        int end = 0;
        foreach (DecodedField field in report.Describe())
        {
            Assert.Equal(end, field.Offset);
            end += field.Length;
        }

        Assert.Equal(Genuine.Length, end);
        Assert.Equal("boot loader 10, tee 0, snp 27, microcode 217", report.Describe().Single(field => field.Name == "reportedTcb").Note);
    }

    [Fact]
    public void Only_1184_bytes_of_a_known_version_are_taken_for_a_report()
    {
        SevSnpTee tee = new(Appraisal.VerifiedCache.None);

        Assert.True(tee.Recognizes(Genuine));
        Assert.False(tee.Recognizes(Genuine.AsSpan(1)));
        Assert.False(tee.Recognizes([6, .. Genuine[1..]]));
        Assert.False(tee.Recognizes([]));
    }

    private static void Survives(byte[] bytes)
    {
        byte[] before = [.. bytes];
        bool strict = AttestationReport.TryParse(bytes, out AttestationReport? report, out Malformed? malformed);
        Assert.NotEqual(strict, malformed is not null);
        Assert.True(AttestationReport.TryParse(bytes, allowReserved: true, out AttestationReport? lenient, out _) || !strict);
        Assert.Equal(before, report?.Raw.ToArray() ?? before);
        Assert.Equal(before, bytes);
        _ = lenient?.Describe().Select(field => field.Note?.ToString(CultureInfo.InvariantCulture)).ToArray();
    }

    private static byte[] Apply((int At, byte Value)[] writes, int cut)
    {
        byte[] bytes = [.. Genuine];
        foreach ((int at, byte value) in writes)
        {
            bytes[at] = value;
        }

        return cut == 0 ? bytes : bytes[..cut];
    }
}
