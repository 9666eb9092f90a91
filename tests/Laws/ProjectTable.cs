// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Laws;

/// <summary>The direction of dependencies: arrows point down. A project that is not here is not allowed.</summary>
internal static class ProjectTable
{
    private static readonly ImmutableArray<string> Ground = ["Attestation"];
    private static readonly ImmutableArray<string> Simulators = ["Machine.Simulator", "Tdx.Simulator", "SevSnp.Simulator", "Tpm.Simulator"];
    private static readonly ImmutableArray<string> Rooms = ["Tdx", "SevSnp", "Tpm"];
    private static readonly ImmutableArray<string> Suites = ["Attestation.Cli.Conformance", "Attestation.Cli.Commands.MeasureCommand"];

    public static ImmutableArray<ProjectRow> Rows { get; } =
    [
        new("Attestation", true, []),
        new("Spiffe", false, []),
        new("Grpc", false, []),
        new("TransparencyLog", true, Ground),
        new("Tdx", true, Ground),
        new("SevSnp", true, Ground),
        new("Tpm", true, Ground),
        new("Endorsing", false, Ground),
        new("Rendering", false, Ground),
        new("Machine.Simulator", false, Ground),
        new("Catalog", true, [.. Ground, "TransparencyLog", .. Rooms]),
        new("Native", false, [.. Ground, "TransparencyLog"]),
        new("AgentClient", false, ["Grpc"]),
        new("Dapr", true, [.. Ground, "Spiffe"]),
        new("Tdx.Simulator", false, [.. Ground, "Machine.Simulator", "Tdx"]),
        new("SevSnp.Simulator", false, [.. Ground, "Machine.Simulator", "SevSnp"]),
        new("Tpm.Simulator", false, [.. Ground, "Machine.Simulator", "Tpm"]),
        new("AttestationAgent", false, [.. Ground, "TransparencyLog", .. Rooms, "Catalog", "Native", "Endorsing", "Grpc", "AgentClient", "Rendering", "Spiffe", "Dapr"])
        {
            MayWithSimulators = Simulators,
        },
        new("SpirePlugin", false, [.. Ground, "TransparencyLog", "Catalog", "Endorsing", "Grpc", "AgentClient", "Spiffe", "Native"]),
        new("Cli", false, [.. Ground, "TransparencyLog", "Catalog", "Native", "Dapr", "AgentClient", "Endorsing", "Rendering", "Tdx", "SevSnp"])
        {
            MayWithSimulators = Simulators,
            Narrow = [new("Tdx", Suites), new("SevSnp", [.. Suites, "Attestation.Cli.Simulation"])],
        },
    ];

    public static ProjectRow? Find(string project) => Rows.FirstOrDefault(row => row.Project == project);
}
