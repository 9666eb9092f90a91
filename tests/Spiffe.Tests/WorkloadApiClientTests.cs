// SPDX-License-Identifier: Apache-2.0

using Attestation.Spiffe.WorkloadApi;
using CsCheck;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Spiffe.Tests;

public sealed class WorkloadApiClientTests
{
    private static readonly byte[] Certificate = [0x30, 0x03, 0x02, 0x01, 0x01];
    private static readonly byte[] Authority = [0x30, 0x00];

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task An_identity_is_read_with_its_chain_key_and_bundles()
    {
        X509SVIDResponse answer = Answer("a");
        answer.Svids[0].X509Svid = ByteString.CopyFrom([.. Certificate, .. Authority]);
        answer.FederatedBundles["spiffe://other"] = ByteString.CopyFrom(Authority);
        FakeWorkloadApi api = new(new FakeStream(null, answer));

        X509Update update = await new WorkloadApiClient(api, clock).FetchAsync(CancellationToken.None);

        X509Svid svid = Assert.Single(update.Svids);
        Assert.Equal(("spiffe://example.org/a", 2, 1, "internal"), (svid.SpiffeId, svid.Certificates.Length, svid.Bundle.Length, svid.Hint));
        Assert.Equal(Certificate, svid.Certificates[0].ToArray());
        Assert.Equal([9], svid.PrivateKey.ToArray());
        Assert.Equal(Authority, update.FederatedBundles["spiffe://other"][0].ToArray());
        Assert.Equal("true", Assert.Single(api.Headers).GetValue("workload.spiffe.io"));
    }

    [Fact]
    public async Task A_rotation_comes_over_the_same_stream()
    {
        FakeWorkloadApi api = new(new FakeStream(null, Answer("a"), Answer("b")));
        await using IAsyncEnumerator<X509Update> updates = new WorkloadApiClient(api, clock).WatchAsync(CancellationToken.None).GetAsyncEnumerator();

        Assert.Equal("spiffe://example.org/a", await NextAsync(updates));
        Assert.Equal("spiffe://example.org/b", await NextAsync(updates));
        Assert.Single(api.Headers);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.PermissionDenied)]
    public async Task A_stream_that_ends_is_opened_again_after_a_pause(StatusCode? ending)
    {
        FakeWorkloadApi api = new(new FakeStream(ending), new FakeStream(ending), new FakeStream(null, Answer("a")));
        Task<X509Update> fetch = new WorkloadApiClient(api, clock).FetchAsync(CancellationToken.None);

        Assert.Single(api.Headers);
        clock.Advance(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(2));
        await fetch;

        Assert.Equal(3, api.Headers.Count);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.Unimplemented)]
    public async Task What_asking_again_does_not_mend_is_thrown(StatusCode code)
    {
        FakeWorkloadApi api = new(new FakeStream(code));

        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => new WorkloadApiClient(api, clock).FetchAsync(CancellationToken.None))).StatusCode);
    }

    [Fact]
    public async Task Who_gives_up_is_told_so()
    {
        using CancellationTokenSource gone = new();
        Task<X509Update> fetch = new WorkloadApiClient(new FakeWorkloadApi(new FakeStream(StatusCode.Unavailable)), clock).FetchAsync(gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    [Theory]
    [InlineData("none", "0 SVIDs")]
    [InlineData("id", "begins with spiffe://")]
    [InlineData("key", "without its key")]
    [InlineData("chain", "chain of")]
    [InlineData("bundle", "bundle of")]
    public async Task An_answer_that_lacks_a_part_is_refused(string part, string says)
    {
        X509SVIDResponse answer = Answer("a");
        X509SVID svid = answer.Svids[0];
        svid.SpiffeId = part == "id" ? "example.org/a" : svid.SpiffeId;
        svid.X509SvidKey = part == "key" ? ByteString.Empty : svid.X509SvidKey;
        svid.X509Svid = part == "chain" ? ByteString.CopyFrom([.. Certificate, 0]) : svid.X509Svid;
        svid.Bundle = part == "bundle" ? ByteString.Empty : svid.Bundle;
        FakeWorkloadApi api = new(new FakeStream(null, part == "none" ? new() : answer));

        WorkloadApiException refused = await Assert.ThrowsAsync<WorkloadApiException>(() => new WorkloadApiClient(api, clock).FetchAsync(CancellationToken.None));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_not_printed() => Assert.Equal("spiffe://a/b", new X509Svid("spiffe://a/b", [Certificate], new byte[] { 1 }, [Authority], "").ToString());

    [Fact]
    public void Whatever_the_bytes_are_they_are_split_or_refused_and_nothing_is_lost() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        try
        {
            return DerCertificates.Split(bytes, "chain").SelectMany(each => each.ToArray()).SequenceEqual(bytes);
        }
        catch (WorkloadApiException)
        {
            return true;
        }
    });

    private static async Task<string> NextAsync(IAsyncEnumerator<X509Update> updates)
    {
        Assert.True(await updates.MoveNextAsync());
        return updates.Current.Svids[0].SpiffeId;
    }

    private static X509SVIDResponse Answer(string name) => new()
    {
        Svids =
        {
            new X509SVID
            {
                SpiffeId = $"spiffe://example.org/{name}",
                X509Svid = ByteString.CopyFrom(Certificate),
                X509SvidKey = ByteString.CopyFrom(9),
                Bundle = ByteString.CopyFrom(Authority),
                Hint = "internal",
            },
        },
    };
}
