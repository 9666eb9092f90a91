// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Wire;

namespace Attestation.TestKit;

/// <summary>What every Layout obeys.</summary>
public static class Layouts
{
    /// <summary>Asserts that the fields cover 0 to <paramref name="size"/> without gap or overlap.</summary>
    public static void Tile(ReadOnlySpan<Field> fields, int size)
    {
        int end = 0;
        foreach (Field field in fields)
        {
            Assert.True(field.Offset == end, $"{field.Name} begins at {field.Offset}, the field before it ends at {end}");
            end = field.End;
        }

        Assert.Equal(size, end);
    }

    /// <summary>Asserts that the fields equal tests/vectors/layouts/NAME.csv (name,offset,length[,zero]), copied from the specification.</summary>
    public static void EqualCsv(ReadOnlySpan<Field> fields, string name)
    {
        string path = Path.Combine(Repository.Root, "tests", "vectors", "layouts", name + ".csv");
        string[] rows = [.. File.ReadAllLines(path).Where(row => row.Length > 0 && row[0] != '#')];
        Assert.Equal(rows.Length, fields.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(rows[i], Row(fields[i]));
        }
    }

    private static string Row(Field field) =>
        string.Create(CultureInfo.InvariantCulture, $"{field.Name},{field.Offset},{field.Length}{(field.MustBeZero ? ",zero" : "")}");
}
