// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;

namespace Attestation.Policies;

/// <summary>One set of expected measurements: every list that is not empty must hold the measured value.</summary>
/// <param name="Name">For people and results.</param>
/// <param name="Expected">Register name (as the policy's key) to accepted values; lists that are empty are left out.</param>
public sealed record ReferenceValues(string Name, ImmutableArray<(string Register, ImmutableArray<ReadOnlyMemory<byte>> Values)> Expected)
{
    /// <summary>True where it names that register.</summary>
    public bool Names(string register) => Expected.Any(each => each.Register == register);

    /// <summary>Reads one entry of a section's <c>referenceValues</c>; one that names no measurement is reported.</summary>
    /// <param name="section">The entry.</param>
    /// <param name="registers">The registers of the TEE, each with its length in bytes.</param>
    public static ReferenceValues Read(ConfigSection section, IEnumerable<(string Register, int Bytes)> registers)
    {
        string name = section.Text("name") ?? "";
        ReferenceValues values = new(name, [.. registers
            .Select(each => (each.Register, Values: section.BytesList(each.Register, each.Bytes)))
            .Where(each => each.Values.Length > 0)]);
        if (values.Expected.Length == 0)
        {
            section.Report("name", "names no measurement: want at least one non-empty list");
        }

        section.Done();
        return values;
    }
}
