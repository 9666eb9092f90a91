// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>What one uid may append of a purpose.</summary>
/// <param name="PerSecond">Statements.</param>
/// <param name="BytesPerMinute">Bytes of statements; a burst is one minute's.</param>
/// <param name="Burst">Statements at once.</param>
internal sealed record QuotaOptions(int PerSecond, int BytesPerMinute, int Burst)
{
    /// <param name="section">The purpose's section.</param>
    /// <param name="perSecond">Statements where the file says nothing.</param>
    /// <param name="bytesPerMinute">Bytes where the file says nothing.</param>
    /// <param name="burst">How many seconds' statements may come at once.</param>
    public static QuotaOptions Read(ConfigSection section, int perSecond, int bytesPerMinute, int burst = 1)
    {
        int rate = (int)(section.Integer("perSecond", 1, int.MaxValue) ?? perSecond);
        int bytes = (int)(section.Integer("bytesPerMinute", 1 << 16, int.MaxValue) ?? bytesPerMinute);
        QuotaOptions options = new(rate, bytes, (int)Math.Min(int.MaxValue, (long)rate * burst));
        section.Done();
        return options;
    }
}
