// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Planning;
using Attestation.Tdx;

namespace Attestation.Endorsing.Tests;

public sealed class EndorsementCacheTests : IDisposable
{
    private readonly Scene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task What_was_kept_is_read_with_its_age_and_source()
    {
        await KeepAllAsync();
        scene.Clock.Advance(TimeSpan.FromDays(3));

        ImmutableArray<JudgedEndorsement> all = scene.Cache().ReadAll();

        Assert.Equal(scene.Requests.Select(each => each.Name).Order(StringComparer.Ordinal), all.Select(each => each.Name));
        Assert.All(all, each => Assert.Equal((Scene.Now, "fake"), (each.RetrievedAt, each.Source)));
        Assert.Equal(Outcome.Pass, scene.Appraise(new(all.SelectMany(each => each.Pieces))).Outcome);
    }

    [Fact]
    public async Task Nothing_is_deleted_because_of_a_clock()
    {
        await KeepAllAsync();
        scene.Clock.Advance(TimeSpan.FromDays(3650));
        Assert.All(scene.Cache().ReadAll(), each => Assert.Equal(EndorsementState.Expired, each.Verdict.At(scene.Clock.GetUtcNow())));
        scene.Clock.Advance(TimeSpan.FromDays(-3651));

        Assert.Equal(4, scene.Cache().ReadAll().Length);
    }

    [Theory]
    [InlineData(17, 0)]
    [InlineData(18, -1)]
    [InlineData(19, -1)]
    public async Task What_is_older_never_replaces_what_is_newer(int number, int days)
    {
        await KeepAllAsync();

        foreach (EndorsementRequest request in scene.Requests)
        {
            JudgedEndorsement older = scene.Judged(request, Scene.MachineOf(number, Scene.Now.AddDays(days)));
            Assert.Equal(CacheOutcome.Older, await scene.Cache().KeepAsync(older, TestContext.Current.CancellationToken));
            Assert.Equal(18, (int)scene.Cache().Read(request.Name, new())!.Verdict.Number!.Value);
        }
    }

    [Fact]
    public async Task What_is_newer_replaces_what_is_older()
    {
        await KeepAllAsync();
        scene.Clock.Advance(TimeSpan.FromDays(1));

        await scene.Cache().KeepAsync(scene.Judged(scene.TcbInfo, Scene.MachineOf(19, scene.Clock.GetUtcNow())), TestContext.Current.CancellationToken);

        Assert.Equal(19, (int)scene.Cache().Read(scene.TcbInfo.Name, new())!.Verdict.Number!.Value);
    }

    [Fact]
    public async Task What_has_expired_does_not_enter()
    {
        JudgedEndorsement judged = scene.Judged(scene.TcbInfo);
        scene.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(CacheOutcome.OutOfDate, await scene.Cache().KeepAsync(judged, TestContext.Current.CancellationToken));
        Assert.Empty(scene.Cache().ReadAll());
    }

    [Fact]
    public async Task What_is_from_the_future_does_not_enter()
    {
        JudgedEndorsement judged = scene.Judged(scene.TcbInfo);
        scene.Clock.Advance(TimeSpan.FromDays(-10));

        Assert.Equal(CacheOutcome.OutOfDate, await scene.Cache().KeepAsync(judged, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Other_roots_see_another_cache()
    {
        await KeepAllAsync();
        ITee[] tees = [new TdxTee(VerifiedCache.None)];

        Assert.Empty(scene.Cache(trust: new(tees, [])).ReadAll());
        Assert.Empty(scene.Cache(trust: new(tees, [new byte[32]])).ReadAll());
        Assert.Equal(4, scene.Cache(trust: new(tees, [scene.Machine.RootSpkiSha256])).ReadAll().Length);
    }

    [Fact]
    public async Task What_was_moved_under_other_roots_is_not_believed_there()
    {
        await KeepAllAsync();
        Directory.Move(Path.Combine(scene.Folder, "names", scene.Trust.Partition), Path.Combine(scene.Folder, "names", "pinned"));

        Assert.Empty(scene.Cache(trust: new(scene.Tees, [])).ReadAll());
    }

    [Fact]
    public async Task Any_damage_to_any_file_is_as_good_as_no_file_and_is_mended()
    {
        await KeepAllAsync();
        string[] files = [.. Directory.EnumerateFiles(scene.Folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("lock", StringComparison.Ordinal))];
        Assert.Equal(11, files.Length);
        foreach (string path in files)
        {
            byte[] whole = File.ReadAllBytes(path);
            foreach (byte[] damaged in Damages(whole))
            {
                File.WriteAllBytes(path, damaged);
                Assert.Equal(Damaged(path), 4 - scene.Cache().ReadAll().Length);
            }

            File.Delete(path);
            Assert.Equal(Damaged(path), 4 - scene.Cache().ReadAll().Length);
            await KeepAllAsync();
            Assert.Equal(4, scene.Cache().ReadAll().Length);
        }
    }

    [Fact]
    public async Task A_document_under_another_documents_name_is_not_believed()
    {
        await KeepAllAsync();
        string[] entries = [.. Directory.EnumerateFiles(scene.Folder, "*.entry", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        File.Copy(entries[0], entries[1], overwrite: true);

        Assert.Equal(3, scene.Cache().ReadAll().Length);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_no_failure()
    {
        File.WriteAllText(Path.Combine(scene.Folder, "documents"), "in the way");

        Assert.Equal(CacheOutcome.NotWritten, await scene.Cache().KeepAsync(scene.Judged(scene.TcbInfo), TestContext.Current.CancellationToken));
        Assert.Null(scene.Cache().Read(scene.TcbInfo.Name, new()));
    }

    [Fact]
    public async Task Beyond_its_limit_what_was_not_used_for_longest_goes()
    {
        EndorsementCache cache = scene.Cache(new(Entries: 2));
        foreach (EndorsementRequest request in scene.Requests)
        {
            await cache.KeepAsync(scene.Judged(request), TestContext.Current.CancellationToken);
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
            cache.Read(scene.Requests[0].Name, new());
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([scene.Requests[0].Name, scene.Requests[3].Name], cache.ReadAll().Select(each => each.Name));
        Assert.Equal(4, Directory.GetFiles(Path.Combine(scene.Folder, "documents")).Length);
    }

    [Fact]
    public async Task Bytes_are_bounded_and_documents_that_renewals_left_behind_go()
    {
        EndorsementCache cache = scene.Cache();
        for (int i = 0; i < 80; i++)
        {
            scene.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal(CacheOutcome.Kept, await cache.KeepAsync(scene.Judged(scene.TcbInfo, Scene.MachineOf(20 + i, scene.Clock.GetUtcNow())), TestContext.Current.CancellationToken));
        }

        Assert.InRange(Directory.GetFiles(Path.Combine(scene.Folder, "documents")).Length, 2, 70);
        await scene.Cache(new(Bytes: 10)).KeepAsync(scene.Judged(scene.Requests[0]), TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFiles(Path.Combine(scene.Folder, "documents")));
    }

    [Fact]
    public async Task Writers_at_once_leave_the_newest()
    {
        int[] numbers = [.. Enumerable.Range(100, 20).Reverse()];
        await Parallel.ForEachAsync(numbers, TestContext.Current.CancellationToken, async (number, ct) =>
            await scene.Cache().KeepAsync(scene.Judged(scene.TcbInfo, Scene.MachineOf(number, Scene.Now)), ct));

        Assert.Equal(119, (int)scene.Cache().Read(scene.TcbInfo.Name, new())!.Verdict.Number!.Value);
        Assert.Empty(Directory.GetFiles(Path.Combine(scene.Folder, "writing")));
    }

    // TCB info and QE identity have the same issuer chain, and equal documents are one file.
    private int Damaged(string path) => Path.GetFileName(path) == Convert.ToHexStringLower(scene.Judged(scene.TcbInfo).Pieces[1].Sha256) ? 2 : 1;

    private static IEnumerable<byte[]> Damages(byte[] whole)
    {
        yield return [];
        yield return whole[..(whole.Length / 2)];
        yield return whole[..^1];
        yield return new byte[whole.Length];
        yield return [.. whole, 0];
        for (int i = 0; i < whole.Length; i += Math.Max(1, whole.Length / 16))
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= 1;
            yield return flipped;
        }
    }

    private async Task KeepAllAsync()
    {
        foreach (EndorsementRequest request in scene.Requests)
        {
            Assert.Equal(CacheOutcome.Kept, await scene.Cache().KeepAsync(scene.Judged(request), TestContext.Current.CancellationToken));
        }
    }
}
