// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.SpirePlugin.GoPlugin;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

public sealed class CallGuardTests : IDisposable
{
    private readonly MemoryStream stderr = new();
    private readonly ILoggerFactory logs;
    private readonly CallGuard guard;

    public CallGuardTests()
    {
        HclogProvider provider = new(new(stderr, TimeProvider.System));
        logs = LoggerFactory.Create(logging => logging.AddProvider(provider));
        guard = new(new([], ""), logs.CreateLogger<CallGuard>());
    }

    [Fact]
    public async Task Text_of_an_unexpected_exception_stays_in_the_plugins_log()
    {
        RpcException answer = await ThrownAsync(new InvalidOperationException("secret"));

        Assert.Equal(StatusCode.Internal, answer.StatusCode);
        Assert.DoesNotContain("secret", answer.ToString(), StringComparison.Ordinal);
        LogLine line = LogLine.Of(Encoding.UTF8.GetString(stderr.ToArray()).TrimEnd());
        Assert.Equal("error", line.Level);
        Assert.Contains("secret", line.Fields["error"].GetString(), StringComparison.Ordinal);
        Assert.Equal("/test/Test", line.Fields["method"].GetString());
    }

    [Fact]
    public async Task Exception_that_could_mean_unimplemented_is_Internal_all_the_same() =>
        Assert.Equal(StatusCode.Internal, (await ThrownAsync(new NotSupportedException())).StatusCode);

    [Fact]
    public async Task Refusal_passes_as_it_is()
    {
        RpcException answer = await ThrownAsync(new RpcException(new(StatusCode.PermissionDenied, "no")));

        Assert.Equal((StatusCode.PermissionDenied, "no"), (answer.StatusCode, answer.Status.Detail));
        Assert.Equal(0, stderr.Length);
    }

    [Fact]
    public async Task Reset_by_the_host_is_the_normal_end_and_no_line()
    {
        foreach (Exception each in new Exception[] { new OperationCanceledException(), new IOException("reset") })
        {
            Assert.Equal(StatusCode.Cancelled, (await ThrownAsync(each, new CancellationToken(canceled: true))).StatusCode);
        }

        Assert.Equal(0, stderr.Length);
    }

    [Fact]
    public async Task Connection_that_faults_is_no_line_even_before_the_calls_token_tells_of_it()
    {
        foreach (Exception each in new Exception[] { new ConnectionResetException("reset"), new ConnectionAbortedException(), new IOException("aborted", new ConnectionAbortedException()) })
        {
            Assert.Equal(StatusCode.Cancelled, (await ThrownAsync(each)).StatusCode);
        }

        Assert.Equal(0, stderr.Length);
        Assert.Equal(StatusCode.Internal, (await ThrownAsync(new IOException("disk"))).StatusCode);
    }

    [Fact]
    public async Task Cancellation_of_our_own_is_not_the_hosts() =>
        Assert.Equal(StatusCode.Internal, (await ThrownAsync(new OperationCanceledException())).StatusCode);

    public void Dispose() => logs.Dispose();

    private async Task<RpcException> ThrownAsync(Exception thrown, CancellationToken cancellationToken = default) => await Assert.ThrowsAsync<RpcException>(
        () => guard.UnaryServerHandler<string, string>("", new FakeCall(cancellationToken), (_, _) => Task.FromException<string>(thrown)));
}
