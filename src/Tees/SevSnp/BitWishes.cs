// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp;

/// <summary>Bits that a policy requires or forbids.</summary>
/// <param name="GuestPolicy">Of the guest policy.</param>
/// <param name="Platform">Of PLATFORM_INFO.</param>
public sealed record BitWishes(ulong GuestPolicy, ulong Platform)
{
    /// <summary>Nothing.</summary>
    public static BitWishes None { get; } = new(0, 0);

    internal static BitWishes Read(ConfigSection section) => new(
        Mask(section, "guestPolicy", Wire.GuestPolicy.Named),
        Mask(section, "platform", PlatformInfo.Named));

    private static ulong Mask(ConfigSection section, string key, ImmutableArray<NamedBit> named)
    {
        ulong mask = 0;
        foreach (string name in section.Choices(key, [], [.. named.Select(each => each.Name)]))
        {
            mask |= named.First(each => each.Name == name).Mask;
        }

        return mask;
    }
}
