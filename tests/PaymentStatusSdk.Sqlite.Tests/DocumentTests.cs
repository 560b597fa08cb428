using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Store;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Documents of rows that cannot be read.</summary>
public sealed class DocumentTests
{
    private static JsonTypeInfo<Sized> Info => (JsonTypeInfo<Sized>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Sized));

    [Theory]
    [InlineData("null", typeof(JsonException))]
    [InlineData("no json", typeof(JsonException))]
    [InlineData("""{"Size":-1}""", typeof(ArgumentException))]
    public void Document_that_a_type_rejects_is_unreadable(string json, Type reason)
    {
        var unreadable = Assert.Throws<UnreadableException>(() => Documents.Read(json, Info, () => "row 7"));

        Assert.Equal("row 7", unreadable.Message);
        Assert.IsAssignableFrom(reason, unreadable.InnerException);
    }

    [Fact]
    public void Lack_of_memory_says_nothing_about_a_document() =>
        Assert.Throws<InsufficientMemoryException>(() => Documents.Read("""{"Size":-2}""", Info, () => "row 7"));

    [Fact]
    public void Readable_document_is_returned() =>
        Assert.Equal(new Sized { Size = 3 }.Size, Documents.Read("""{"Size":3}""", Info, () => "row 7").Size);

    private sealed class Sized
    {
        public int Size
        {
            get;
            set => field = value switch
            {
                -1 => throw new ArgumentException("The size is negative.", nameof(value)),
                -2 => throw new InsufficientMemoryException(),
                _ => value,
            };
        }
    }
}
