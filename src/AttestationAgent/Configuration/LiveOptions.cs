// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Agent.Configuration;

/// <summary>The options in force; what may change is swapped by one reference (CONTRACTS, section 11.1: <c>quotas.*</c>, <c>sentry.policy</c>, <c>sentry.mode</c>, <c>log.retention</c>, <c>endorsements.*</c>).</summary>
/// <param name="start">Those at the start.</param>
internal sealed class LiveOptions(AgentOptions start)
{
    private volatile AgentOptions current = start;

    /// <summary>In force now.</summary>
    public AgentOptions Current => current;

    /// <summary>Puts new options in force, unless they change a key that cannot change while the agent runs.</summary>
    /// <returns>Names of those keys; nothing is changed unless this is empty.</returns>
    public ImmutableArray<string> Change(AgentOptions wanted)
    {
        ImmutableArray<string> @fixed = [.. Fixed(current, wanted)];
        current = @fixed.IsEmpty ? wanted : current;
        return @fixed;
    }

    private static IEnumerable<string> Fixed(AgentOptions old, AgentOptions wanted)
    {
        (string Key, bool IsSame)[] keys =
        [
            ("trustDomain", old.TrustDomain == wanted.TrustDomain),
            ("stateDirectory", old.StateDirectory == wanted.StateDirectory),
            ("socketDirectory", old.SocketDirectory == wanted.SocketDirectory),
            ("tees", old.Tees.SequenceEqual(wanted.Tees)),
            ("log.heartbeat", old.Log.Heartbeat == wanted.Log.Heartbeat),
            ("log.anchor", old.Log.Anchor == wanted.Log.Anchor),
            ("commit", old.Commit == wanted.Commit),
            ("sockets", old.AgentSocket == wanted.AgentSocket && old.NodeSocket == wanted.NodeSocket && old.BindSocket == wanted.BindSocket
                && old.LogSocket == wanted.LogSocket && old.SentrySocket == wanted.SentrySocket),
            ("sentry.upstream", old.Sentry.Upstream == wanted.Sentry.Upstream),
            ("sentry.trustDomains", old.Sentry.TrustDomains.IsSame(wanted.Sentry.TrustDomains)),
            ("sentry.allowInsecureUnsafe", old.Sentry.AllowInsecureUnsafe == wanted.Sentry.AllowInsecureUnsafe),
            ("nodeUid", old.NodeUid == wanted.NodeUid),
            ("instance", old.Instance == wanted.Instance),
            ("argvDigest", old.ArgvDigest == wanted.ArgvDigest),
            ("measuring", old.Measuring.IsSame(wanted.Measuring)),
            ("tcp", Equals(old.Tcp, wanted.Tcp)),
            ("groups", old.Groups == wanted.Groups),
        ];
        return keys.Where(each => !each.IsSame).Select(each => each.Key);
    }
}
