// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>One socket (CONTRACTS, section 10.1).</summary>
/// <param name="Enabled">Whether it is opened.</param>
/// <param name="Owner">User id; null is the agent's.</param>
/// <param name="Group">Group name; null is the socket's default.</param>
/// <param name="Mode">Mode of the socket.</param>
internal sealed record SocketOptions(bool Enabled, uint? Owner, string? Group, UnixFileMode Mode)
{
    private const int Octal = 8;
    private const int MaxMode = 0b111_111_111;

    public static SocketOptions Read(ConfigSection section, int mode)
    {
        SocketOptions options = new(
            section.Boolean("enabled", absent: true),
            (uint?)section.Integer("owner", 0, uint.MaxValue - 1),
            section.Text("group"),
            ModeOf(section, mode));
        section.Done();
        return options;
    }

    private static UnixFileMode ModeOf(ConfigSection section, int absent)
    {
        if (section.Text("mode") is not { } text)
        {
            return (UnixFileMode)absent;
        }

        bool reads = text.Length is 3 or 4 && text.All(each => each is >= '0' and <= '7') && Convert.ToInt32(text, Octal) <= MaxMode;
        if (!reads)
        {
            section.Report("mode", $"is \"{text}\", want an octal mode such as \"0660\"");
        }

        return reads ? (UnixFileMode)Convert.ToInt32(text, Octal) : default;
    }
}
