// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Benchmarks.Report;

/// <summary>How one part of the report is read from a result file: what names a line, and which figures stand in it.</summary>
/// <param name="Name">The part, and the first word of its lines' anchors: kebab case, never renamed.</param>
/// <param name="Title">For people.</param>
/// <param name="About">What was measured, in a sentence or two.</param>
/// <param name="Keys">Properties of a row that name it.</param>
/// <param name="Figures">Properties of a row that were measured.</param>
internal sealed record PartShape(string Name, string Title, string About, string[] Keys, Figure[] Figures)
{
    /// <summary>The result file; that of the part's name where nothing else is said.</summary>
    public string File { get; init; } = Name;

    /// <summary>Objects of the file that are rows, where it has no <c>rows</c>; the key <c>form</c> is the object's name. Empty: the file itself is the row.</summary>
    public string[]? Members { get; init; }
}
