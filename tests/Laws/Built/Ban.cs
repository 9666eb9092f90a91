// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Laws.Built;

/// <summary>A line of a BannedSymbols file. A banned method is banned in all its overloads, which is stricter than the analyzer.</summary>
/// <param name="Symbol">The symbol as written, such as <c>P:System.DateTime.Now</c>.</param>
/// <param name="Because">Why.</param>
internal sealed record Ban(string Symbol, string Because)
{
    private char Kind => Symbol[0];

    private string Name => Symbol[2..].Split('(')[0];

    /// <summary>Reads a file of the analyzer's form.</summary>
    /// <exception cref="InvalidDataException">A line of another form.</exception>
    public static IReadOnlyList<Ban> Parse(IEnumerable<string> lines) => [.. lines.Where(line => line.Length > 0).Select(Parse)];

    /// <summary>True where compiled code that mentions this breaks the ban.</summary>
    public bool Covers(TypeUse use) => Kind switch
    {
        'T' => use.Type == Name,
        'N' => use.Type.StartsWith(Name + ".", StringComparison.Ordinal),
        'P' => Split() is var (type, member) && use.Type == type && (use.Member == "get_" + member || use.Member == "set_" + member),
        _ => Split() is var (type, member) && use.Type == type && use.Member == member,
    };

    private static Ban Parse(string line) =>
        line.Split(';', 2) is [{ Length: > 2 } symbol, var because] && symbol[1] == ':' && "TNPMF".Contains(symbol[0])
            ? new(symbol, because)
            : throw new InvalidDataException($"{line} is no banned symbol with a reason");

    private (string Type, string Member) Split()
    {
        int dot = Name.LastIndexOf('.');
        return (Name[..dot], Name[(dot + 1)..]);
    }
}
