import{c as e,d as t,g as n,h as r,m as i,n as a,o,p as s,t as c,v as l,x as u}from"./decorate.js";import{t as d}from"./custom-element.js";import{n as f}from"./actions.js";var p=[`time`,`account_name`,`bot_name`,`symbol`,`side`,`purpose`,`price`,`amount`,`cost`,`fee`,`fee_currency`,`position_id`,`trade_id`];function m(e){let t=e.map(e=>p.map(t=>h(e[t])).join(`,`));return`${[p.join(`,`),...t].join(`\r
`)}\r\n`}function h(e){let t=e??``,n=/^[=+\-@\t\r]/.test(t)&&Number.isNaN(Number(t))?`'${t}`:t;return/[",\r\n]/.test(n)?`"${n.replaceAll(`"`,`""`)}"`:n}var g=100,_=1e3,v=class extends r{constructor(...e){super(...e),this.accounts=[],this.chosen=``,this.more=!1,this.busy=!1,this.error=``,this.seen=``}get account(){let e=this.accounts.filter(e=>e.loaded);return e.find(e=>e.account===this.chosen)??e[0]}willUpdate(e){let t=`${this.account?.account} ${this.account?.realized_profit} ${this.account?.invested}`;this.account&&t!==this.seen&&(this.seen=t,this.load())}async load(){let{account:t,seen:n}=this;if(t)try{let e=await this.ctx.api.trades(t.account,void 0,g);if(n!==this.seen)return;this.fills=e,this.more=e.length===g,this.error=``}catch(t){this.error=e(t)}}render(){let{t:e,format:r}=this.ctx,{fills:i}=this;return this.error?l`<p class="card empty error" role="alert">${this.error}</p>`:this.account?i?l`<div class="tools">
        <label>
          <span class="sr">${e(`trades.account`)}</span>
          <select class="field" @change=${this.choose}>
            ${this.accounts.filter(e=>e.loaded).map(e=>l`<option value=${e.account} ?selected=${e===this.account}>${e.name}</option>`)}
          </select>
        </label>
        <button class="button outlined" ?disabled=${this.busy||!i.length} @click=${this.export}>
          ${this.busy?e(`common.working`):e(`trades.export`)}
        </button>
      </div>
      ${i.length?l`<ul class="card">
            ${i.map(n=>l`<li>
                <span>
                  <a href=${`/tradehook${this.path(n)}`} @click=${e=>this.show(e,n)}>${t(n.symbol)}</a>
                  <span class="chip ${n.side===`buy`?`profit`:`loss`}">${e(`side.${n.side}`)}</span>
                  ${o(e,`purpose`,n.purpose)}
                  <span class="soft small">${r.time(n.time)} · ${n.bot_name??e(`positions.removed_bot`)}</span>
                </span>
                <span class="number end">
                  ${r.number(n.amount)} @ ${r.price(n.price,n.price_tick??null)}
                  <span class="soft small">${e(`position.fee`,{fee:`${r.number(n.fee)} ${n.fee_currency}`})}</span>
                </span>
              </li>`)}
          </ul>`:l`<div class="card empty">
            <h2>${e(`trades.none`)}</h2>
            <p class="soft">${e(`trades.none_next`)}</p>
          </div>`}
      ${this.more?l`<p class="empty"><button class="button outlined" @click=${this.loadMore}>${e(`trades.more`)}</button></p>`:n}`:l`<p class="empty soft" role="status">${e(`common.loading`)}</p>`:l`<p class="card empty soft">${e(`overview.none`)}</p>`}path(e){return f({account:e.account??``,position_id:e.position_id})}show(e,t){e.preventDefault(),this.ctx.go(this.path(t))}choose(e){this.chosen=e.target.value,this.fills=void 0}async loadMore(){let{account:t,fills:n=[]}=this,r=n.at(-1);if(t&&r)try{let e=await this.following(t.account,r,g);this.fills=[...n,...e],this.more=e.length===g}catch(t){this.error=e(t)}}async following(e,t,n){let{api:r}=this.ctx;try{return await r.trades(e,t?.trade_id,n)}catch(i){if(!t)throw i;return r.trades(e,t.time,n)}}async export(){let{account:t}=this;if(t){this.busy=!0;try{let e=[],n;do n=await this.following(t.account,e.at(-1),_),e.push(...n);while(n.length===_);let r=document.createElement(`a`);r.href=URL.createObjectURL(new Blob([m(e)],{type:`text/csv`})),r.download=`tradehook-trades-${new Date().toISOString().slice(0,10)}.csv`,r.click(),URL.revokeObjectURL(r.href)}catch(t){this.error=e(t)}finally{this.busy=!1}}}static{this.styles=[a,u`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        margin-bottom: 16px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0 16px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 12px 0;
      }
      li + li {
        border-top: 1px solid var(--th-line);
      }
      a {
        color: inherit;
        font-weight: 500;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
      .end {
        text-align: end;
      }
    `]}};c([i({attribute:!1})],v.prototype,`ctx`,void 0),c([i({attribute:!1})],v.prototype,`accounts`,void 0),c([s()],v.prototype,`chosen`,void 0),c([s()],v.prototype,`fills`,void 0),c([s()],v.prototype,`more`,void 0),c([s()],v.prototype,`busy`,void 0),c([s()],v.prototype,`error`,void 0),v=c([d(`tradehook-trades`)],v);export{v as TradesView};