// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.TestKit;

namespace Attestation.TransparencyLog.Tests;

/// <summary>The worked example of the formats: one key, one leaf, its note.</summary>
internal static class KnownAnswer
{
    public const string PublicKey = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";
    public const string RunId = "56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c";
    public const string LeafHash = "7c10535eba926228ef55fe48ae3564888b969178bd839233d9b57e612c97d36a";
    public const uint KeyId = 0x29fbc463;
    public const string ReportData = "6839019634dc07590eb0e67479f33137893b2da20ce90b2c26d560864edbb5a7";

    public const string Text =
        "example.org/attestation-agent/" + RunId + "\n1\nfBBTXrqSYijvVf5IrjVkiIuWkXi9g5Iz2bV+YSyX02o=\n";

    public const string Note =
        Text + "\n\u2014 example.org/attestation-agent/" + RunId
        + " KfvEY+4i7ehYRJX1RCGD3zps+KN/sR01CTGZB+uvu/4k4n7q2vQK8aNLlZ02ZkpBlOecFom37IY1hva3OVbsq+Jzjwg=\n";

    /// <summary>The log-start statement, 1156 bytes: leaf 0 and the only one.</summary>
    public static byte[] Entry { get; } = Encoding.UTF8.GetBytes(
        File.ReadLines(Path.Combine(Repository.Root, "tests", "Attestation.Tests", "Statements", "examples.jsonl")).First());
}
