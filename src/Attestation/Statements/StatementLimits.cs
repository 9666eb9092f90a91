// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>What a statement may at most be (CONTRACTS, section 3.1).</summary>
public static class StatementLimits
{
    /// <summary>Most bytes of a statement; an entry of a bundle has a 16-bit length.</summary>
    public const int MaxBytes = 65_535;

    /// <summary>Most UTF-16 code units of a string, a name included.</summary>
    public const int MaxText = 4096;

    /// <summary>Most members of an object, or values of an array.</summary>
    public const int MaxMembers = 256;

    /// <summary>The largest number, and without its sign the smallest: what every JSON reader represents exactly.</summary>
    public const long MaxNumber = 1L << 53;

    private const int MaxDepth = 16;

    /// <summary>Size and depth.</summary>
    public static JsonLimits Json { get; } = new(MaxBytes) { Depth = MaxDepth };

    /// <summary>The first value that is over a limit, or null.</summary>
    internal static Malformed? Exceeded(JsonItem root) => Over(root)?.In(Statement.Structure);

    private static Misfit? Over(JsonItem value)
    {
        if (Own(value) is { } reason)
        {
            return new("", reason);
        }

        foreach (JsonMember member in value.Members)
        {
            if (member.Name.Length > MaxText)
            {
                return new("", $"has a name of {member.Name.Length} characters, at most {MaxText}");
            }

            if (Over(member.Value) is { } inner)
            {
                return inner.Under(member.Name);
            }
        }

        for (int i = 0; i < value.Items.Length; i++)
        {
            if (Over(value.Items[i]) is { } inner)
            {
                return inner.Under(i);
            }
        }

        return null;
    }

    private static string? Own(JsonItem value) => value.Kind switch
    {
        JsonKind.Text when value.Text.Length > MaxText => $"is {value.Text.Length} characters, at most {MaxText}",
        JsonKind.Number when !value.TryInteger(out long number) || number is < -MaxNumber or > MaxNumber => $"is {value.Text}, want an integer within 2^53",
        JsonKind.Object when value.Members.Length > MaxMembers => $"has {value.Members.Length} members, at most {MaxMembers}",
        JsonKind.Array when value.Items.Length > MaxMembers => $"has {value.Items.Length} values, at most {MaxMembers}",
        _ => null,
    };
}
