// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.Configuration;

/// <summary>Spellings of a key.</summary>
public static class ConfigKey
{
    /// <summary><c>sevSnp</c> as <c>sev_snp</c>; what is spelled so already stays.</summary>
    public static string Snake(string camel)
    {
        StringBuilder snake = new(camel.Length + 4);
        foreach (char letter in camel)
        {
            snake.Append(char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString());
        }

        return snake.ToString();
    }
}
