// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>What TCB info, version 3, says.</summary>
public sealed record TcbInfoOptions
{
    /// <summary>id.</summary>
    public string Id { get; init; } = "TDX";

    /// <summary>version.</summary>
    public int Version { get; init; } = 3;

    /// <summary>issueDate; whole seconds.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>nextUpdate; whole seconds.</summary>
    public required DateTimeOffset NextUpdate { get; init; }

    /// <summary>fmspc, hex.</summary>
    public string Fmspc { get; init; } = Hex.Of(new PlatformOptions().Fmspc.Span);

    /// <summary>pceId, hex.</summary>
    public string PceId { get; init; } = Hex.Of(new PlatformOptions().PceId.Span);

    /// <summary>tcbType.</summary>
    public int TcbType { get; init; }

    /// <summary>tcbEvaluationDataNumber.</summary>
    public int EvaluationDataNumber { get; init; } = 18;

    /// <summary>tdxModule; null leaves it out.</summary>
    public TdxModuleIdentityOptions? Module { get; init; } = new();

    /// <summary>tdxModuleIdentities; null leaves the member out.</summary>
    public ImmutableArray<TdxModuleIdentityOptions>? ModuleIdentities { get; init; } =
    [
        new() { Id = "TDX_03", Levels = [new(3, "UpToDate")] },
        new()
        {
            Id = "TDX_01",
            Levels =
            [
                new(6, "UpToDate"),
                new(4, "OutOfDate") { Date = "2024-03-13T00:00:00Z", Advisories = ["INTEL-SA-01036", "INTEL-SA-01099"] },
                new(2, "OutOfDate") { Date = "2023-08-09T00:00:00Z", Advisories = ["INTEL-SA-01036", "INTEL-SA-01099"] },
            ],
        },
    ];

    /// <summary>tcbLevels: the first fits the default platform.</summary>
    public ImmutableArray<TcbLevelOptions> Levels { get; init; } =
    [
        new()
        {
            SgxComponents = [3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0],
            TdxComponents = [5, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            Status = "UpToDate",
        },
        new()
        {
            SgxComponents = [2, 2, 2, 2, 3, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0],
            TdxComponents = [3, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            Date = "2023-08-09T00:00:00Z",
            Status = "OutOfDate",
            Advisories = ["INTEL-SA-00960", "INTEL-SA-00982"],
        },
    ];

    /// <summary>How it is written and signed.</summary>
    public SignedDocumentOptions Document { get; init; } = new();
}
