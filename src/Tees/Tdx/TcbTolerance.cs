// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Tdx.Endorse;

namespace Attestation.Tdx;

/// <summary>A TCB status that a policy tolerates with a warning.</summary>
/// <param name="Status">The status.</param>
/// <param name="Advisories">Every advisory of the result must be among these.</param>
/// <param name="Until">Last instant of tolerance; a policy must name one, since nothing is weakened for good without an Unsafe key.</param>
public sealed record TcbTolerance(TcbStatus Status, ImmutableArray<string> Advisories, DateTimeOffset Until)
{
    internal static TcbTolerance? Read(ConfigSection section)
    {
        string status = section.Choice("status", "", TcbStatusNames.All.AsSpan());
        if (!section.Has("status"))
        {
            section.Report("status", $"is absent, want one of {string.Join(", ", TcbStatusNames.All)}");
        }

        ImmutableArray<string> advisories = section.Texts("advisories");
        DateTimeOffset? until = section.Time("until");
        if (!section.Has("until"))
        {
            section.Report("until", "is absent, want the last instant of tolerance");
        }

        section.Done();
        return status.Length == 0 || until is null ? null : new(Enum.Parse<TcbStatus>(status), advisories, until.Value);
    }
}
