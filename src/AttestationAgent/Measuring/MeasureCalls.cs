// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Agent.Sockets;
using Attestation.AgentClient.V1;
using Attestation.Kernel;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Measuring;

/// <summary>Measures processes for the workload attestor (CONTRACTS, section 10.2, <c>MeasureProcess</c>).</summary>
/// <param name="measurement">Measures.</param>
/// <param name="directories">procfs.</param>
/// <param name="quota">What each caller may ask.</param>
internal sealed class MeasureCalls(ProcessMeasurement measurement, IProcessDirectories directories, CallQuota quota)
{
    /// <summary>Measures one.</summary>
    /// <param name="request">Which.</param>
    /// <param name="peer">Who asks: its numbers must mean here what they mean there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">InvalidArgument, FailedPrecondition <c>pid-namespace</c>, PermissionDenied <c>process-refused</c>, ResourceExhausted <c>quota</c>.</exception>
    public async Task<MeasureProcessResponse> MeasureAsync(MeasureProcessRequest request, SocketPeer peer, CancellationToken cancellationToken)
    {
        ulong startTime = StartTimeOf(request);
        quota.Take(peer);
        RequireOwnNumbers(peer);
        try
        {
            Measurement measured = await measurement.OfPidAsync(request.Pid, startTime, cancellationToken).ConfigureAwait(false);
            MeasureProcessResponse response = new()
            {
                Process = UnsafeByteOperations.UnsafeWrap(measured.Process.ToJson()),
                ExeSha256 = UnsafeByteOperations.UnsafeWrap(measured.ExeSha256),
                Measured = measured.Level,
            };
            response.Selectors.AddRange(MeasuredSelectors.Of(measured));
            return response;
        }
        catch (MeasurementRefusedException refused)
        {
            throw AgentError.Of(refused);
        }
    }

    private static ulong StartTimeOf(MeasureProcessRequest request) =>
        request.Pid > 0 && ulong.TryParse(request.StartTime, NumberStyles.None, CultureInfo.InvariantCulture, out ulong ticks)
            ? ticks
            : throw AgentError.Malformed($"pid {request.Pid} with start time \"{request.StartTime}\", want a pid above 0 and field 22 of its stat");

    private void RequireOwnNumbers(SocketPeer peer)
    {
        if (!IsOfOwnNamespace(peer))
        {
            throw AgentError.Of(StatusCode.FailedPrecondition, "pid-namespace", "the caller's pid namespace is not the agent's: run both in the node's (hostPID: true)");
        }
    }

    private bool IsOfOwnNamespace(SocketPeer peer)
    {
        if (peer.Process.Pid == 0)
        {
            return false;
        }

        try
        {
            using IProcessDirectory caller = directories.Open(peer.Process.Pid);
            using IProcessDirectory own = directories.OpenOwn();
            return directories.HasOwnNumbers() && caller.NamespaceOf("pid") == own.NamespaceOf("pid") && peer.IsUnchanged;
        }
        catch (KernelException refused) when (refused.Errno is Errno.EACCES or Errno.EPERM)
        {
            throw AgentError.Of(StatusCode.PermissionDenied, "process-refused", $"{MeasurementReasons.NotPermitted.Code}: {refused.Message}: the agent needs CAP_SYS_PTRACE");
        }
        catch (KernelException gone)
        {
            throw AgentError.Of(StatusCode.PermissionDenied, "peer-changed", gone.Message);
        }
    }
}
