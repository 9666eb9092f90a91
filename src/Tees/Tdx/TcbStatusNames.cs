// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Tdx.Endorse;

namespace Attestation.Tdx;

/// <summary>TCB statuses that a policy may name: all but the terminal ones.</summary>
internal static class TcbStatusNames
{
    public static ImmutableArray<string> All { get; } =
    [
        .. Enum.GetValues<TcbStatus>()
            .Where(each => each is not (TcbStatus.NotEvaluated or TcbStatus.Revoked or TcbStatus.NotSupported))
            .Select(each => each.ToString()),
    ];

    public static ImmutableArray<TcbStatus> ReadList(ConfigSection section, string key, ImmutableArray<TcbStatus> absent) =>
        [.. section.Choices(key, [.. absent.Select(each => each.ToString())], All).Select(Enum.Parse<TcbStatus>)];
}
