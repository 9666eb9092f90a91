// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using Attestation.TestKit;

namespace Attestation.Tests.EventLogs;

public sealed class LayoutTests
{
    [Fact]
    public void Ccel_table_fields_tile_56_bytes() => Layouts.Tile(AcpiCcelTableLayout.All, 56);

    [Fact]
    public void The_ccel_table_equals_the_table_copied_from_the_specification() =>
        Layouts.EqualCsv(AcpiCcelTableLayout.All, "acpi-ccel-table");

    [Fact]
    public void Spec_id_event_fields_tile_28_bytes() => Layouts.Tile(SpecIdEventLayout.All, 28);

    [Fact]
    public void Sha1_record_fields_tile_32_bytes() => Layouts.Tile(PcrEventLayout.All, 32);

    [Fact]
    public void Crypto_agile_record_fields_tile_12_bytes() => Layouts.Tile(PcrEvent2Layout.All, 12);

    [Fact]
    public void Uefi_variable_fields_tile_32_bytes() => Layouts.Tile(UefiVariableLayout.All, 32);
}
