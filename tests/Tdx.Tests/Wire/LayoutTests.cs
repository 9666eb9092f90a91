// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Wire;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.Tdx.Tests.Wire;

public sealed class LayoutTests
{
    private static readonly Dictionary<string, (ImmutableArray<Field> Fields, int Size)> Tables = new()
    {
        ["tdx-quote-header"] = (QuoteHeaderLayout.All, 48),
        ["tdx-body-descriptor"] = (BodyDescriptorLayout.All, 6),
        ["tdx-td-report-10"] = (TdReport10Layout.All, 584),
        ["tdx-td-report-15"] = (TdReport15Layout.All, 648),
        ["tdx-td-report-15-ex"] = (TdReport15ExLayout.All, 885),
        ["tdx-enclave-report"] = (EnclaveReportLayout.All, 384),
        ["tdx-signature-data-fixed"] = (SignatureDataLayout.All, 584),
        ["tdx-certification-data"] = (CertificationDataLayout.All, 6),
        ["tdx-tdreport"] = (TdReportStructLayout.All, 1024),
    };

    public static TheoryData<string> Names => [.. Tables.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_fields_of_each_structure_tile_it(string name) => Layouts.Tile(Tables[name].Fields.AsSpan(), Tables[name].Size);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_names_of_the_fields_of_a_structure_differ(string name) =>
        Assert.Distinct(Tables[name].Fields.Select(field => field.Name));

    [Theory]
    [InlineData("tdx-quote-header")]
    [InlineData("tdx-td-report-10")]
    [InlineData("tdx-td-report-15")]
    [InlineData("tdx-td-report-15-ex")]
    [InlineData("tdx-enclave-report")]
    [InlineData("tdx-signature-data-fixed")]
    [InlineData("tdx-tdreport")]
    public void Each_layout_equals_the_table_copied_from_the_specification(string name) =>
        Layouts.EqualCsv(Tables[name].Fields.AsSpan(), name);

    [Fact]
    public void The_hashed_parts_of_a_tdreport_are_the_specifications()
    {
        Assert.Equal((256, 239), (TdReportStructLayout.TeeTcbInfo.Offset, TdReportStructLayout.TeeTcbInfo.Length));
        Assert.Equal((512, 512), (TdReportStructLayout.TdInfo.Offset, TdReportStructLayout.TdInfo.Length));
    }
}
