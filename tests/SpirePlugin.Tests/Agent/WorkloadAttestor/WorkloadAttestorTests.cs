// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.Broker;
using Attestation.SpirePlugin.Protos.WorkloadAttestor;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Client = Attestation.SpirePlugin.Protos.WorkloadAttestor.WorkloadAttestor.WorkloadAttestorClient;

namespace Attestation.SpirePlugin.Tests.Agent.WorkloadAttestor;

public sealed class WorkloadAttestorTests
{
    [Fact]
    public async Task Every_process_and_SPIREs_own_is_answered_without_selectors()
    {
        await using SpireHost host = await LoadedAsync();
        Client attestor = new(host.Channel);

        Assert.Empty((await attestor.AttestAsync(new() { Pid = Environment.ProcessId })).SelectorValues);
        Assert.Empty((await attestor.AttestAsync(new() { Pid = int.MaxValue })).SelectorValues);
        AttestReferenceRequest byReference = new() { Reference = Any.Pack(new WorkloadPIDReference { Pid = Environment.ProcessId }) };
        Assert.Equal("type.googleapis.com/spiffe.broker.WorkloadPIDReference", byReference.Reference.TypeUrl);
        Assert.Empty((await attestor.AttestReferenceAsync(byReference)).SelectorValues);
    }

    [Fact]
    public async Task Reference_of_another_type_or_form_is_invalid()
    {
        await using SpireHost host = await LoadedAsync();
        Client attestor = new(host.Channel);
        Any foreign = new() { TypeUrl = "type.googleapis.com/spiffe.broker.KubernetesObjectReference" };
        Any broken = new() { TypeUrl = "type.googleapis.com/spiffe.broker.WorkloadPIDReference", Value = ByteString.CopyFrom(8) };

        foreach (Any? each in new[] { foreign, broken, null })
        {
            RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await attestor.AttestReferenceAsync(new() { Reference = each }));
            Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        }
    }

    private static async Task<SpireHost> LoadedAsync()
    {
        SpireHost host = await SpireHost.LoadAsync("WorkloadAttestor", SpireHost.OfAnAgent);
        await host.ConfigureAsync("");
        return host;
    }
}
