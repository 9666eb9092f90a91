// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Wire;

namespace Attestation.Tests;

public sealed class ReportDataTests
{
    private const string Text =
        "example.org/attestation-agent/56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c\n1\nfBBTXrqSYijvVf5IrjVkiIuWkXi9g5Iz2bV+YSyX02o=\n";

    private const string Hash = "6839019634dc07590eb0e67479f33137893b2da20ce90b2c26d560864edbb5a7";

    [Fact]
    public void The_known_checkpoint_gives_the_known_report_data() =>
        Assert.Equal(Hash + new string('0', 64), Hex.Of(ReportData.OfCheckpoint(Encoding.ASCII.GetBytes(Text))));

    [Fact]
    public void A_tpm_quote_carries_the_first_half() => Assert.Equal(Hash, Hex.Of(ReportData.ExtraDataOfCheckpoint(Encoding.ASCII.GetBytes(Text))));
}
