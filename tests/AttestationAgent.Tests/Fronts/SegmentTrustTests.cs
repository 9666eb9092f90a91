// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Fronts;
using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Attestation.Agent.Tests.Fakes;
using Attestation.Kernel;

namespace Attestation.Agent.Tests.Fronts;

public sealed class SegmentTrustTests
{
    private readonly FakeProcess process = new();

    [Fact]
    public void Bytes_of_the_peer_are_taken_and_the_end_of_the_stream_is_anybodys()
    {
        SegmentTrust.Require(new(5, FakeProcess.Number, HasDescriptors: false), Peer(process));
        SegmentTrust.Require(new(0, 0, HasDescriptors: false), Peer(process));
    }

    [Theory]
    [InlineData(FakeProcess.Number + 1)]
    [InlineData(1)]
    [InlineData(0)]
    public void Bytes_of_another_process_or_of_nobody_are_foreign(int sender) =>
        Assert.Equal(MeasurementReasons.ForeignSender, Refused(new(5, sender, HasDescriptors: false), Peer(process)));

    [Fact]
    public void Nobody_is_no_peer() =>
        Assert.Equal(MeasurementReasons.ForeignSender, Refused(new(5, 0, HasDescriptors: false), new(new(0, 1000, 1000, [], null), 0, SocketName.Bind, () => null)));

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void Descriptors_are_unexpected_whoever_sends_them(int bytes) =>
        Assert.Equal(MeasurementReasons.UnexpectedDescriptors, Refused(new(bytes, FakeProcess.Number, HasDescriptors: true), Peer(process)));

    [Fact]
    public void A_number_whose_process_has_exited_may_be_anybodys()
    {
        SocketPeer peer = Peer(process);
        process.Lives = false;

        Assert.Equal(MeasurementReasons.PeerGone, Refused(new(5, FakeProcess.Number, HasDescriptors: false), peer));
    }

    private static SocketPeer Peer(FakeProcess process) =>
        new(new(FakeProcess.Number, 1000, 1000, [], process), FakeProcess.Start, SocketName.Bind, () => null);

    private static MeasurementReason Refused(Segment segment, SocketPeer peer) =>
        Assert.Throws<MeasurementRefusedException>(() => SegmentTrust.Require(segment, peer)).Reason;
}
