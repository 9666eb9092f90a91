// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>TDREPORTs: both inner hashes hold.</summary>
internal static class TdReportSuite
{
    private const string Kind = "td-report";
    private const string Holds = "both hashes hold";

    public static ConformanceSuite Open(VectorFolder folder) =>
        ConformanceSuite.Of(Kind, folder.Files("*.bin"), file => file, file => Run(folder, file));

    private static ConformanceCase Run(VectorFolder folder, string file) =>
        ConformanceCase.Compare(file, Kind, Holds, Got(folder.Bytes(file)));

    private static string Got(byte[] bytes) =>
        !TdReportStruct.TryParse(bytes, out TdReportStruct? report, out Malformed? malformed) ? malformed.ToString()
        : !report.TeeTcbInfoHashMatches ? "TEE_TCB_INFO_HASH differs"
        : !report.TeeInfoHashMatches ? "TEE_INFO_HASH differs"
        : Holds;
}
