// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Tests.Binding;
using Attestation.AgentClient.V1;
using Attestation.Statements;

namespace Attestation.Agent.Tests.Sockets;

/// <summary>A record of a certificate names no uid: whose binding it names, whose it is.</summary>
public sealed class IssuedRecordReaderTests : IAsyncLifetime
{
    private const uint Somebody = 4000;

    private BindRig rig = null!;

    public async ValueTask InitializeAsync() => rig = await BindRig.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task The_record_of_a_certificate_is_read_by_the_user_of_its_binding()
    {
        AppendResponse binding = await rig.Connection.BindAsync(rig.Key, "user");

        Assert.True(await IsReadAsync(Record(binding.Index)));
    }

    [Fact]
    public async Task The_record_of_another_users_binding_is_read_by_nobody_else()
    {
        AppendResponse own = await rig.Connection.BindAsync(rig.Key, "user");
        SvidBinding binding = BindRig.Read(own);
        MeasuredProcess process = binding.Process with { Peer = binding.Process.Peer with { Uid = Somebody } };

        Assert.False(await IsReadAsync(Record(await rig.AppendAsync(binding with { Process = process }))));
    }

    [Fact]
    public async Task A_record_that_names_no_binding_is_read_by_nobody()
    {
        AppendResponse binding = await rig.Connection.BindAsync(rig.Key, "user");
        ulong record = await rig.AppendAsync(Record(binding.Index));

        Assert.False(await IsReadAsync(Record(record)));
        Assert.False(await IsReadAsync(Record(ulong.MaxValue)));
    }

    private async Task<bool> IsReadAsync(SvidIssued record) =>
        !(await rig.Connection.GetProofAsync(await rig.AppendAsync(record))).Statement.IsEmpty;

    private SvidIssued Record(ulong binding)
    {
        DateTimeOffset now = rig.Clock.GetUtcNow();
        return new(new byte[32], "spiffe://example.org/cart", binding, now, now.AddHours(1));
    }
}
