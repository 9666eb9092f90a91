// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Agent.Ledger;
using Attestation.Agent.Measuring;
using Attestation.AgentClient;
using Grpc.Core;

namespace Attestation.Agent.Sockets;

/// <summary>Failures as the agent's API words them: a status code, and the reason in a trailer (CONTRACTS, section 10.2).</summary>
internal static class AgentError
{
    public static RpcException Of(StatusCode code, string reason, string because, TimeSpan retryAfter = default)
    {
        Metadata trailers = new() { { AgentException.ReasonTrailer, reason } };
        if (retryAfter > TimeSpan.Zero)
        {
            trailers.Add(AgentException.RetryTrailer, Math.Ceiling(retryAfter.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        return new(new Status(code, because), trailers);
    }

    public static RpcException Malformed(string because) => Of(StatusCode.InvalidArgument, "malformed", because);

    public static RpcException Of(MeasurementRefusedException refused) =>
        Of(StatusCode.PermissionDenied, AgentException.ProcessRefused, $"{refused.Reason.Code}: {refused.Message}");

    public static RpcException Of(AppendRefusedException refused) => refused.Reason switch
    {
        RefusalReason.Overloaded => Of(StatusCode.ResourceExhausted, "overloaded", refused.Message, refused.RetryAfter),
        RefusalReason.Quota => Of(StatusCode.ResourceExhausted, "quota", refused.Message, refused.RetryAfter),
        RefusalReason.DeviceBusy => Of(StatusCode.Unavailable, "device-busy", refused.Message),
        RefusalReason.DeviceTimeout => Of(StatusCode.Unavailable, "device-timeout", refused.Message),
        _ => Of(StatusCode.Unavailable, "run-ended", refused.Message),
    };
}
