// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_net.h"

#include <random>
#include <string>
#include <vector>

#include "small_net.h"

namespace espalier::test {
namespace {

constexpr int kBlocks = 7;
constexpr int kWidest = 40;

/// Adds one block after the other; what they work on is called y in forward().
class NetWriter
{
public:
    NetWriter(std::uint32_t seed, int unit)
        : m_random(seed)
        , m_unit(unit)
    {
    }

    std::shared_ptr<const Model> write()
    {
        m_channels = someChannels();
        m_body = "  y = torch.relu(" + convolution(3, m_channels, 1, "x") + ")\n";
        for (int block = 0; block < kBlocks; ++block)
            addBlock();
        const std::string last = "conv 4 " + std::to_string(m_channels) + " 3";
        m_layers.push_back({"z", last});
        return smallNet(m_layers, "def forward(self, x):\n" + m_body + "  return self.z(y)\n", "1,3,6,6");
    }

private:
    int pick(int count) { return static_cast<int>(m_random() % static_cast<unsigned>(count)); }
    int someChannels() { return m_unit * (1 + pick(4)); }

    std::string call(const std::string& form, const std::string& input)
    {
        m_layers.push_back({"l" + std::to_string(m_layers.size()), form});
        return "self." + m_layers.back().name + "(" + input + ")";
    }

    std::string convolution(int in, int out, int groups, const std::string& input = "y")
    {
        return call("conv " + std::to_string(out) + " " + std::to_string(in) + " 3 groups " + std::to_string(groups),
                    input);
    }

    void addBlock()
    {
        switch (pick(6)) {
        case 0:
            m_body += "  y = torch.relu(y + " + convolution(m_channels, m_channels, 1) + ")\n";
            break;
        case 1:
            if (const int more = someChannels(); m_channels + more <= kWidest) {
                m_body += "  y = torch.cat([y, " + convolution(m_channels, more, 1) + "], 1)\n";
                m_channels += more;
            }
            break;
        case 2:
            m_body += "  y = torch.relu(" + convolution(m_channels, m_channels, m_channels) + ")\n";
            break;
        case 3:
            m_body += "  y = torch.relu(" + convolution(m_channels, m_channels, 2) + ")\n";
            break;
        case 4:
            m_body += "  y = " + call("bn " + std::to_string(m_channels), "y") + "\n";
            break;
        default:
            const int out = someChannels();
            m_body += "  y = torch.relu(" + convolution(m_channels, out, 1) + ")\n";
            m_channels = out;
        }
    }

    std::mt19937 m_random;
    int m_unit;
    int m_channels = 0;
    std::vector<SmallLayer> m_layers;
    std::string m_body;
};

} // namespace

std::shared_ptr<const Model> randomNet(std::uint32_t seed, int unit)
{
    return NetWriter(seed, unit).write();
}

} // namespace espalier::test
