// dotnet run .ci/check-packages.cs -- FOLDER ID...
// Checks that a folder has one package and one symbol package of each id and no others, and what is inside the packages: the bill of
// materials, the page, the dependencies and the analyzers.
// Exit code 0: nothing is wrong; 1: something is wrong; 2: nothing to check.
#:property EnforceCodeStyleInBuild=false
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

string[] packages = args is [var folder, _, ..] && Directory.Exists(folder) ? Directory.GetFiles(folder, "*.nupkg") : [];
if (packages.Length == 0)
{
    Console.Error.WriteLine("Give one folder with packages, and their ids.");
    return 2;
}

string[] faults =
[
    .. Differences(args[1..], packages, "package"),
    .. Differences(args[1..], Directory.GetFiles(args[0], "*.snupkg"), "symbol package"),
    .. packages.Order(StringComparer.Ordinal).SelectMany(Check),
];
foreach (var fault in faults) Console.WriteLine(fault);
Console.WriteLine($"packages {packages.Length}, faults {faults.Length}");
return faults.Length == 0 ? 0 : 1;

static IEnumerable<string> Differences(string[] ids, string[] paths, string kind)
{
    var counts = paths.CountBy(IdOf).ToDictionary();
    foreach (var id in ids.Union(counts.Keys).Order(StringComparer.Ordinal))
    {
        var (expected, count) = (ids.Contains(id) ? 1 : 0, counts.GetValueOrDefault(id));
        if (count != expected) yield return $"{id}: {count} times as a {kind}, and not {expected}";
    }
}

static string IdOf(string path)
{
    using var package = ZipFile.OpenRead(path);
    return Path.GetFileNameWithoutExtension(ManifestOf(package));
}

static string ManifestOf(ZipArchive package) =>
    package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName;

static IEnumerable<string> Check(string path)
{
    var file = Path.GetFileName(path);
    using var package = ZipFile.OpenRead(path);
    var manifest = ManifestOf(package);
    var id = Path.GetFileNameWithoutExtension(manifest);
    if (!IsBillOf(id, Read(package, "bom.xml")))
        yield return $"{file}: no bom.xml that lists the dependencies of {id}";
    if (Read(package, "README.md") is not { Length: > 0 } page)
        yield return $"{file}: no README.md";
    else if (Regex.Match(page, @"\]\((?:[^h]|h[^t])[^)]*") is { Success: true } link)
        yield return $"{file}: a package's page resolves no relative link, such as {link.Value}: see WritePackageReadme in "
            + "src/Directory.Build.targets";
    if (Regex.IsMatch(Read(package, manifest)!, "id=\"PaymentStatusSdk[^>]*exclude=\"[^\"]*Analyzers"))
        yield return $"{file}: a dependency withholds the analyzers from applications: see PrivateAssets in src/Directory.Build.props";
    if (id != "PaymentStatusSdk.Abstractions") yield break;
    foreach (var assembly in (string[])["PaymentStatusSdk.Analyzers", "PaymentStatusSdk.Analyzers.CodeFixes"])
    {
        if (package.GetEntry($"analyzers/dotnet/cs/{assembly}.dll") is null) yield return $"{file}: no {assembly}";
    }
}

static bool IsBillOf(string id, string? text)
{
    try
    {
        return text is not null && XDocument.Parse(text).Root is { Name.LocalName: "bom" } bill
            && bill.Descendants().Any(
                element => element is { Name.LocalName: "name", Parent.Name.LocalName: "component" } && element.Value == id);
    }
    catch (XmlException)
    {
        return false;
    }
}

static string? Read(ZipArchive package, string name)
{
    if (package.GetEntry(name) is not { } entry) return null;
    using var reader = new StreamReader(entry.Open());
    return reader.ReadToEnd();
}
