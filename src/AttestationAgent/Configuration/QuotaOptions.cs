// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>What one uid may append of a purpose.</summary>
/// <param name="PerSecond">Statements; a burst is one second's.</param>
/// <param name="BytesPerMinute">Bytes of statements; a burst is one minute's.</param>
internal sealed record QuotaOptions(int PerSecond, int BytesPerMinute)
{
    public static QuotaOptions Read(ConfigSection section, int perSecond, int bytesPerMinute)
    {
        QuotaOptions options = new(
            (int)(section.Integer("perSecond", 1, int.MaxValue) ?? perSecond),
            (int)(section.Integer("bytesPerMinute", 1 << 16, int.MaxValue) ?? bytesPerMinute));
        section.Done();
        return options;
    }
}
