// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Policies;

namespace Attestation.Cli;

/// <summary>Reads policies, and what REPORT_DATA must be.</summary>
internal static class PolicyInput
{
    private const int ReportDataBytes = 64;

    /// <summary>The policy in a file.</summary>
    /// <exception cref="CliError">Every problem of the file at once, each with its line.</exception>
    public static PolicyFile Read(Session session, string path)
    {
        byte[] bytes = Input.Read(session.Surroundings, path);
        return PolicyFile.TryRead(bytes, session.Catalog.Tees, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems)
            ? file
            : throw new CliError([.. problems.Select(problem => $"{Input.NameOf(path)}: {problem}")])
            {
                Hint = "docs/formats.md lists every key; `attest policy init` writes a policy that can be read",
            };
    }

    /// <summary>What REPORT_DATA of bare Evidence must be: exactly one of the policy's two keys and the flag says it.</summary>
    /// <param name="file">The policy file.</param>
    /// <param name="flag">Value of <c>--report-data</c>, or null.</param>
    public static ExpectedReportData ReportData(PolicyFile file, string? flag)
    {
        if (flag is null)
        {
            return file.ReportData ?? throw new CliError("nothing says what REPORT_DATA must be")
            {
                Hint = "--report-data HEX gives it, or the policy's reportData; reportDataUnsafe \"any\" waives it",
            };
        }

        if (file.ReportData is not null)
        {
            throw new CliError("--report-data: the policy says what REPORT_DATA must be, want one of the two")
            {
                Hint = "delete reportData (or reportDataUnsafe) from the policy to give it here",
            };
        }

        return Wire.Hex.TryRead(flag, ReportDataBytes, out byte[]? bytes)
            ? new ExpectedReportData.Exactly(bytes)
            : throw new CliError($"--report-data: is {flag.Length} characters, want {2 * ReportDataBytes} hex digits");
    }

    /// <summary>For a bundle REPORT_DATA is computed from the checkpoint: nothing else may say what it is.</summary>
    /// <exception cref="CliError">The policy or the flag says it.</exception>
    public static void RequireNoReportData(PolicyFile file, string? flag)
    {
        if (flag is not null || file.ReportData is not null)
        {
            throw new CliError($"{(flag is null ? "the policy's reportData" : "--report-data")} says what REPORT_DATA must be, which a bundle's checkpoint does")
            {
                Hint = flag is null ? "delete reportData (or reportDataUnsafe) from the policy" : "leave --report-data out",
            };
        }
    }

    /// <summary>The strict defaults, with what a tool that writes down what it saw cannot know waived for this one appraisal.</summary>
    public static AppraisalPolicy StrictButUnknown(ImmutableArray<ITee> tees) => new()
    {
        ExpectedReportData = new ExpectedReportData.AnyUnsafe(),
        Sections = tees.ToImmutableDictionary(
            tee => tee.Name, tee => tee.ReadPolicy(new(null, tee.PolicyKey, [])).WithAnyMeasurementUnsafe()),
    };
}
