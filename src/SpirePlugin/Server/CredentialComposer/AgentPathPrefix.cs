// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>Whole segments at the beginning of an agent's path, <c>/spire/agent/tee/</c>. One that no agent's path can have would enforce nothing.</summary>
internal static class AgentPathPrefix
{
    /// <summary>Where SPIRE puts every agent.</summary>
    public const string Root = "/spire/agent/";

    /// <summary>Where the node attestor puts agents unless it is told otherwise.</summary>
    public const string Default = Root + "tee/";

    /// <summary>True for a prefix that agents can have: no empty segment, no dots alone, no other characters (SPIFFE-ID, section 2.2).</summary>
    public static bool Is(string text)
    {
        if (!text.StartsWith(Root, StringComparison.Ordinal) || !text.EndsWith('/'))
        {
            return false;
        }

        ReadOnlySpan<char> segments = text.AsSpan(1, text.Length - 2);
        foreach (Range each in segments.Split('/'))
        {
            if (!IsSegment(segments[each]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSegment(ReadOnlySpan<char> segment)
    {
        foreach (char each in segment)
        {
            if (!char.IsAsciiLetterOrDigit(each) && each is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return segment is not ("" or "." or "..");
    }
}
