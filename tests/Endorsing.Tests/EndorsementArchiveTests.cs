// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using Attestation.Planning;
using CsCheck;

namespace Attestation.Endorsing.Tests;

public sealed class EndorsementArchiveTests : IDisposable
{
    private readonly Scene scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task What_one_machine_exports_another_imports_with_its_age()
    {
        byte[] archive = Pack();
        scene.Clock.Advance(TimeSpan.FromDays(2));

        ImmutableArray<ImportedEndorsement> imported = await Import(scene.Cache()).RunAsync(Unpack(archive), Token);

        Assert.All(imported, each => Assert.Equal((EndorsementState.Valid, CacheOutcome.Kept, null), (each.State, each.Outcome, each.Because)));
        Assert.Equal(4, imported.Length);
        Assert.All(scene.Cache().ReadAll(), each => Assert.Equal((Scene.Now, "fake"), (each.RetrievedAt, each.Source)));
    }

    [Fact]
    public void Equal_contents_are_equal_bytes() => Assert.Equal(Pack(), Pack());

    [Fact]
    public void Unpacked_it_is_a_folder_of_endorsements()
    {
        using MemoryStream stream = new(Pack());
        TarFile.ExtractToDirectory(stream, scene.Folder, overwriteFiles: false);

        Assert.True(EndorsementDirectory.TryLoad(scene.Folder, scene.Tees, out LoadedEndorsements? loaded, out EndorsementProblem? problem), problem?.ToString());
        Assert.Empty(loaded.Warnings);
        Assert.Equal(Outcome.Pass, scene.Appraise(new(loaded.Endorsements)).Outcome);
    }

    [Fact]
    public async Task Under_other_roots_nothing_is_imported()
    {
        EndorsementCache pinned = scene.Cache(trust: new(scene.Tees, []));

        ImmutableArray<ImportedEndorsement> imported = await Import(pinned).RunAsync(Unpack(Pack()), Token);

        Assert.All(imported, each => Assert.Equal((EndorsementState.Refused, CacheOutcome.NotWritten), (each.State, each.Outcome)));
        Assert.All(imported, each => Assert.Contains("no accepted root", each.Because!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_has_expired_is_not_imported()
    {
        ImmutableArray<Endorsement> old = Unpack(Pack());
        scene.Clock.Advance(TimeSpan.FromDays(40));

        ImmutableArray<ImportedEndorsement> imported = await Import(scene.Cache()).RunAsync(old, Token);

        Assert.Equal(3, imported.Count(each => each is { State: EndorsementState.Expired, Outcome: CacheOutcome.OutOfDate }));
    }

    [Fact]
    public async Task A_crl_without_its_own_chain_is_judged_by_the_signing_chain_where_the_root_issued_it()
    {
        ImmutableArray<ImportedEndorsement> imported = await Import(scene.Cache()).RunAsync([.. scene.Machine.Endorsements.All], Token);

        Assert.Equal(
            ["intel/root-ca-crl", "intel/tcb-signing-chain", "intel/tdx/qe-identity", scene.TcbInfo.Name],
            imported.Where(each => each.State == EndorsementState.Valid).Select(each => each.Name));
        Assert.Equal("intel/pck-crl/platform", Assert.Single(imported, each => each.State == EndorsementState.Refused).Name);
    }

    [Fact]
    public void A_changed_document_refuses_the_file() => Refused("manifest.json says", files => files["intel/tdx/qe-identity.json"][20] ^= 1);

    [Fact]
    public void An_unknown_name_refuses_the_file() => Refused("is not the name of an endorsement", files => files["intel/other.json"] = [1]);

    [Fact]
    public void A_document_that_is_not_listed_refuses_the_file() =>
        Refused("is not listed", files => files["intel/pck-crl/processor.crl"] = [1]);

    [Fact]
    public void A_listed_document_that_is_not_there_refuses_the_file() => Refused("which is not there", files => files.Remove("intel/tdx/qe-identity.json"));

    [Fact]
    public void Without_a_manifest_the_file_is_refused() => Refused("has no manifest.json", files => files.Remove("manifest.json"));

    [Fact]
    public void A_listed_name_that_nobody_knows_refuses_the_file() =>
        Refused("newer/thing", files => files["manifest.json"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files["manifest.json"]).Replace("intel/root-ca-crl.crl", "newer/thing", StringComparison.Ordinal)));

    [Fact]
    public void A_link_refuses_the_file()
    {
        using MemoryStream stream = new();
        using (TarWriter tar = new(stream, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "manifest.json") { LinkName = "/etc/passwd" });
        }

        Assert.False(EndorsementArchive.TryUnpack(stream.ToArray(), scene.Tees, out _, out string? problem));
        Assert.Contains("SymbolicLink", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void No_damage_makes_the_reader_throw_or_changes_a_document_unnoticed()
    {
        byte[] whole = Pack();
        ImmutableArray<Endorsement> honest = Unpack(whole);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte[1, 255], Gen.Bool).Sample(
            (at, flip, cut) =>
            {
                byte[] damaged = cut ? whole[..at] : [.. whole];
                if (!cut)
                {
                    damaged[at] ^= flip;
                }

                return !EndorsementArchive.TryUnpack(damaged, scene.Tees, out ImmutableArray<Endorsement> read, out _)
                    || read.All(each => honest.Any(other => other.Sha256.SequenceEqual(each.Sha256)));
            },
            iter: 2000);
    }

    private void Refused(string because, Action<Dictionary<string, byte[]>> change)
    {
        Dictionary<string, byte[]> files = [];
        using (TarReader tar = new(new MemoryStream(Pack())))
        {
            while (tar.GetNextEntry(copyData: true) is { } entry)
            {
                using MemoryStream content = new();
                entry.DataStream!.CopyTo(content);
                files.Add(entry.Name, content.ToArray());
            }
        }

        change(files);
        using MemoryStream archive = new();
        using (TarWriter tar = new(archive, leaveOpen: true))
        {
            foreach ((string path, byte[] bytes) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(bytes) });
            }
        }

        Assert.False(EndorsementArchive.TryUnpack(archive.ToArray(), scene.Tees, out _, out string? problem));
        Assert.Contains(because, problem, StringComparison.Ordinal);
    }

    private byte[] Pack() => EndorsementArchive.Pack(scene.Requests.SelectMany(each => scene.Judged(each).Pieces.Select(Then)));

    private static Endorsement Then(Endorsement piece) => new(piece.Name, piece.Suffix, piece.Bytes) { RetrievedAt = Scene.Now, Source = piece.Source };

    private EndorsementImport Import(EndorsementCache cache) => new(cache, scene.Clock);

    private ImmutableArray<Endorsement> Unpack(byte[] archive)
    {
        Assert.True(EndorsementArchive.TryUnpack(archive, scene.Tees, out ImmutableArray<Endorsement> endorsements, out string? problem), problem);
        return endorsements;
    }
}
