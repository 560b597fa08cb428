using System.Net;
using System.Net.Sockets;

namespace PaymentStatusSdk.TestDatabases;

/// <summary>Finds a loopback port for a server that must know its port before it listens.</summary>
public static class FreePort
{
    // Below the ephemeral ports: any connection and any server on port 0 could take one of those before the caller listens.
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>Returns a port on which nothing listens.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another server listens on it.
            }
        }
    }
}
