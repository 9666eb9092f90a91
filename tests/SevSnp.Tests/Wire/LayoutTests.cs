// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Measure;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.SevSnp.Tests.Wire;

public sealed class LayoutTests
{
    private static readonly Dictionary<string, (ImmutableArray<Field> Fields, int Size)> Tables = new()
    {
        ["snp-attestation-report-v2"] = (AttestationReportLayout.Version2, 0x4A0),
        ["snp-attestation-report-v3"] = (AttestationReportLayout.Version3, 0x4A0),
        ["snp-attestation-report-v5"] = (AttestationReportLayout.Version5, 0x4A0),
        ["snp-certificate-table-entry"] = (CertificateTableEntryLayout.All, 24),
        ["snp-tcb-version-milan"] = (MilanTcbVersionLayout.All, 8),
        ["snp-tcb-version-turin"] = (TurinTcbVersionLayout.All, 8),
        ["signature"] = (SnpSignatureLayout.All, 512),
        ["id-block"] = (IdBlockLayout.All, 96),
        ["id-public-key"] = (IdPublicKeyLayout.All, 0x404),
        ["id-authentication"] = (IdAuthenticationLayout.All, 4096),
        ["page-info"] = (PageInfoLayout.All, 0x70),
    };

    public static TheoryData<string> Names => [.. Tables.Keys];

    public static TheoryData<string> Copied => [.. Tables.Keys.Where(name => name.StartsWith("snp-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_fields_of_each_structure_tile_it(string name) => Layouts.Tile(Tables[name].Fields.AsSpan(), Tables[name].Size);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_names_of_the_fields_of_a_structure_differ(string name) =>
        Assert.Distinct(Tables[name].Fields.Select(field => field.Name));

    [Theory]
    [MemberData(nameof(Copied))]
    public void Each_layout_equals_the_table_copied_from_the_specification(string name) =>
        Layouts.EqualCsv(Tables[name].Fields.AsSpan(), name);

    [Fact]
    public void Fields_of_a_vmsa_do_not_overlap()
    {
        Field[] ordered = [.. VmsaLayout.All.OrderBy(field => field.Offset)];

        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Offset, $"{pair.First.Name}, {pair.Second.Name}"));
    }
}
