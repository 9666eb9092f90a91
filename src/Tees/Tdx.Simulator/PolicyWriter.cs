// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Machine.Simulator;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>Writes the strict policy that an honest machine passes: its root, its REPORTDATA, its measurements.</summary>
internal static class PolicyWriter
{
    private const int AnchorRegister = 3;

    public static byte[] Write(PolicyOptions options, SimulatedTd td, ReadOnlyMemory<byte> reportData, ReadOnlyMemory<byte> rootSpkiSha256) =>
        SimulatedPolicy.Write(
            "simulated-tdx", rootSpkiSha256, options.ReportData ?? reportData, "tdx", json => WriteReferenceValues(json, options, td, SimulatedTd.Registers));

    /// <summary>For bundles: RTMR3 is the anchor's, whose log explains it.</summary>
    public static byte[] WriteForBundles(PolicyOptions options, SimulatedTd td, ReadOnlyMemory<byte> rootSpkiSha256) =>
        SimulatedPolicy.Write("simulated-tdx", rootSpkiSha256, null, "tdx", json => WriteReferenceValues(json, options, td, AnchorRegister));

    private static void WriteReferenceValues(Utf8JsonWriter json, PolicyOptions options, SimulatedTd td, int registers)
    {
        json.WriteStartArray("referenceValues");
        json.WriteStartObject();
        json.WriteString("name", "simulated");
        PolicyDrafting.WriteList(json, "mrTd", Hex.Of((options.MrTd ?? td.Options.MrTd).Span));
        for (int i = 0; i < registers; i++)
        {
            PolicyDrafting.WriteList(json, $"rtmr{i}", Hex.Of(td.Rtmr(i)));
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
