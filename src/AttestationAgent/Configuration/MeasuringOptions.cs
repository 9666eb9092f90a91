// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>How processes are measured.</summary>
/// <param name="InterpretersUnsafe">SHA-256 of interpreters that run what their arguments name, lower-case hex; the arguments are the process's own word.</param>
/// <param name="ExecRecords">Whether every exec of the machine is recorded: the start fails where the kernel does not tell of them.</param>
/// <param name="SettlingTime">A process that <c>MeasureProcess</c> is asked about so soon after its exec is refused, where that is recorded.</param>
internal sealed record MeasuringOptions(ImmutableArray<string> InterpretersUnsafe, bool ExecRecords, TimeSpan SettlingTime)
{
    private static readonly TimeSpan LongestSettlingTime = TimeSpan.FromMinutes(1);

    public static MeasuringOptions Read(ConfigSection section)
    {
        MeasuringOptions options = new(
            ProgramDigestList.Read(section, "interpretersUnsafe"),
            section.Boolean("execRecords", absent: false),
            section.Duration("settlingTime", TimeSpan.FromSeconds(1)));
        if (options.SettlingTime > LongestSettlingTime)
        {
            section.Report("settlingTime", $"is {options.SettlingTime}, want at most PT1M");
        }

        section.Done();
        return options;
    }

    /// <summary>True where nothing differs.</summary>
    public bool IsSame(MeasuringOptions other) =>
        InterpretersUnsafe.SequenceEqual(other.InterpretersUnsafe) && ExecRecords == other.ExecRecords && SettlingTime == other.SettlingTime;
}
