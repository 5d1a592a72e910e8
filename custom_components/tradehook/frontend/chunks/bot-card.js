import{c as e,g as t,m as n,n as r,r as i,t as a,v as o,x as s}from"./styles.js";import{n as c,s as l}from"./actions.js";import{n as u,t as d}from"./live-host.js";import{i as f}from"./localize.js";import{i as p}from"./registry.js";var m=class extends d{constructor(){super([`accounts`])}get found(){let{device:e}=this.config,t=e?p(this.hass,e):void 0,n=(this.live.accounts??[]).flatMap(t=>t.bots.filter(({manual:t})=>e!==void 0||!t).map(e=>({account:t,bot:e})));return e?n.find(({bot:e})=>e.bot_id===t):n[0]}render(){return o`<ha-card>${this.renderStale()} ${this.renderStatus()??this.renderBot()}</ha-card>
      <tradehook-dialogs .ctx=${this.context} .news=${this.news}></tradehook-dialogs>`}renderStatus(){let{t:e,live:t}=this;return t.status!==`ready`&&!t.stale?o`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`:this.found?void 0:o`<p class="note soft">${e(`bot_card.gone`)}</p>`}renderBot(){let{found:n,t:r,config:i,context:a}=this;if(!n)return t;let{account:s,bot:d}=n,{format:p}=a,m=d.quote??s.currency,h=c(s,d),g=i.title??d.name;return o`<div class="head">
        <h2>
          <a href=${u+h} @click=${this.follow(h)}>${g}</a>
        </h2>
        <span class="chip ${{running:`profit`,halted:`loss`}[d.status??``]??``}" data-status=${d.status??``}>
          ${f(r,`bot_status`,d.status)}
        </span>
        <span class="space"></span>
        ${a.admin&&s.loaded?o`<button
              class="button ${d.on?`outlined`:``}"
              aria-label=${r(d.on?`overview.stop_bot`:`overview.start_bot`,{name:d.name})}
              @click=${()=>l(a,s,d)}
            >
              ${r(d.on?`overview.stop`:`overview.start`)}
            </button>`:t}
      </div>
      <p class="note soft">${s.name}${d.reason?o` · ${f(r,`reason`,d.reason)}`:t}</p>
      ${s.loaded?o`<dl>
            ${this.fact(`realized`,p.money(d.realized_profit,m,!0),e(d.realized_profit))}
            ${this.fact(`unrealized`,p.money(d.unrealized_profit,m,!0),e(d.unrealized_profit))}
            ${this.fact(`invested`,p.money(d.invested,m))}
            ${this.fact(`open`,String(d.open_positions??0))} ${this.fact(`trades`,String(d.trades??0))}
            ${this.fact(`win_rate`,d.win_rate?`${p.number(d.win_rate,0)} %`:`–`)}
          </dl>`:o`<p class="note error">${f(r,`account_state`,s.state)}</p>`}`}fact(e,t,n=``){return o`<div>
      <dt class="soft">${this.t(e===`open`?`overview.open_positions`:`bot.${e}`)}</dt>
      <dd class="number ${n}" data-fact=${e}>${t}</dd>
    </div>`}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}static{this.styles=[a,s`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      h2 a {
        color: inherit;
        text-decoration: none;
      }
      h2 a:hover {
        text-decoration: underline;
      }
      .space {
        flex: 1;
      }
      .note {
        margin: 0;
        padding: 4px 16px;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(110px, 1fr));
        margin: 0;
        padding: 8px 16px 16px;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
    `]}};i([n({attribute:!1})],m.prototype,`config`,void 0),m=i([r(`tradehook-bot-card-view`)],m);export{m as BotCard};